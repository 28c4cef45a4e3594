//! Answers of each outcome for tests.

use super::details::{Document, IdCloud, IdentityFraudsters, UnicoId};
use super::process::Process;
use super::words::{IdCloudResult, IdentityFraudstersResult, Liveness, Status, UnicoIdResult};
use crate::wire::generate::{Choices, Generate};

/// A process of any outcome.
pub(crate) fn process(choices: &mut Choices<'_>) -> Process {
    const OUTCOMES: [fn(&mut Choices<'_>) -> Process; 7] = [
        verified,
        finished,
        processing,
        divergence,
        canceled,
        error,
        unrecognized,
    ];
    let outcome = choices.one_of(&OUTCOMES).copied().unwrap_or(verified);
    outcome(choices)
}

pub(crate) fn verified(choices: &mut Choices<'_>) -> Process {
    let mut process = finished_readably(choices);
    if let Some(Liveness::Failed) = process.liveness {
        process.liveness = Some(Liveness::Passed);
    }
    process.unico_id = Some(UnicoId::new(UnicoIdResult::Yes));
    process.identity_fraudsters = choices
        .flip()
        .then(|| IdentityFraudsters::new(IdentityFraudstersResult::Inconclusive));
    process.id_cloud = choices
        .flip()
        .then(|| IdCloud::new(IdCloudResult::Approved));
    process.score = None;
    if let Some(Document { cpf_match, .. }) = &mut process.document {
        *cpf_match = cpf_match.and(Some(true));
    }
    process
}

/// A process that is finished, and neither verified nor contradictory.
pub(crate) fn finished(choices: &mut Choices<'_>) -> Process {
    let mut process = finished_readably(choices);
    if let Some(UnicoId { result, .. }) = &mut process.unico_id {
        *result = match choices.below(3) {
            0 => Some(UnicoIdResult::Inconclusive),
            1 => Some(UnicoIdResult::No),
            _ => None,
        };
    }
    process
}

pub(crate) fn processing(choices: &mut Choices<'_>) -> Process {
    in_status(Status::Processing, choices)
}

pub(crate) fn divergence(choices: &mut Choices<'_>) -> Process {
    in_status(Status::Divergence, choices)
}

pub(crate) fn canceled(choices: &mut Choices<'_>) -> Process {
    in_status(Status::Canceled, choices)
}

pub(crate) fn error(choices: &mut Choices<'_>) -> Process {
    in_status(Status::Error, choices)
}

/// A process of an unknown status or without one, or a yes that something else contradicts.
pub(crate) fn unrecognized(choices: &mut Choices<'_>) -> Process {
    let mut process = verified(choices);
    match choices.below(7) {
        0 => process.status = None,
        1 => {
            let status = Status::from(i64::generate(choices));
            process.status = Some(status).filter(|status| !status.is_known());
        }
        2 => process.liveness = Some(Liveness::Failed),
        3 => {
            let alert = IdentityFraudsters::new(IdentityFraudstersResult::Yes);
            process.identity_fraudsters = Some(alert);
        }
        4 => process.id_cloud = Some(IdCloud::new("word-of-tomorrow")),
        5 => {
            process
                .extra
                .insert("checkOfTomorrowResult".into(), "no".into());
        }
        _ => process.score = Some(Generate::generate(choices)),
    }
    process
}

fn in_status(status: Status, choices: &mut Choices<'_>) -> Process {
    let mut process = Process::generate(choices);
    process.status = Some(status);
    process
}

/// A process that is finished, with answers in known words alone.
fn finished_readably(choices: &mut Choices<'_>) -> Process {
    let mut process = in_status(Status::Finished, &mut choices.without_results());
    process.liveness = process.liveness.filter(|liveness| liveness.is_known());
    if let Some(IdentityFraudsters { result, .. }) = &mut process.identity_fraudsters {
        *result = result.take().filter(IdentityFraudstersResult::is_known);
    }
    if let Some(IdCloud { result, .. }) = &mut process.id_cloud {
        *result = result.take().filter(IdCloudResult::is_known);
    }
    process
}
