//! Nothing builds an unknown value by a detour: no default, no reading, no conversion.

use idcloud_types::get_process::{ProcessResult, UnknownProcessResult};
use idcloud_types::webhook::{EventType, ResultCode, UnknownEventType, UnknownResultCode};
use idcloud_types::{Flow, ProcessState, UnknownFlow, UnknownProcessState};

fn default<T: Default>() {}
fn read<T: std::str::FromStr>() {}
fn convert<T: From<String>>() {}

fn main() {
    default::<ResultCode>(); //~ E0277
    default::<UnknownResultCode>(); //~ E0277
    read::<UnknownResultCode>(); //~ E0277
    convert::<UnknownResultCode>(); //~ E0277
    default::<ProcessState>(); //~ E0277
    default::<UnknownProcessState>(); //~ E0277
    read::<UnknownProcessState>(); //~ E0277
    convert::<UnknownProcessState>(); //~ E0277
    default::<EventType>(); //~ E0277
    default::<UnknownEventType>(); //~ E0277
    read::<UnknownEventType>(); //~ E0277
    convert::<UnknownEventType>(); //~ E0277
    default::<ProcessResult>(); //~ E0277
    default::<UnknownProcessResult>(); //~ E0277
    read::<UnknownProcessResult>(); //~ E0277
    convert::<UnknownProcessResult>(); //~ E0277
    default::<Flow>(); //~ E0277
    default::<UnknownFlow>(); //~ E0277
    read::<UnknownFlow>(); //~ E0277
    convert::<UnknownFlow>(); //~ E0277
}
