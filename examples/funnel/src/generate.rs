//! Made-up deliveries: the same ones for the same number, mixed as an archive might be.

use std::collections::VecDeque;
use std::io::{self, Write};

use idcloud_types::webhook::{BuildError, EventType, Payload};
use idcloud_types::{Flow, ProcessId};

/// How many lines back a duplicate may lie.
const RECENT: usize = 1000;

const FLOWS: [Flow; 4] = [Flow::Id, Flow::IdToken, Flow::IdLive, Flow::IdUnicoDocsSign];

const UNKNOWN_EVENTS: [&str; 2] = ["EVENT_TYPE_OF_TOMORROW", "EVENT_TYPE_OF_NEXT_YEAR"];

/// Writes this many lines. In 1000, about 20 are duplicates, one is malformed and one is invalid.
pub fn write(lines: u64, out: &mut impl Write) -> io::Result<()> {
    let mut random = Random { state: 0 };
    let mut recent: VecDeque<Vec<u8>> = VecDeque::with_capacity(RECENT);
    for _ in 0..lines {
        let mut line = match random.below(1000) {
            0 => br#"{"processId":"8263a268-5388-492a"#.to_vec(),
            1 => {
                let mut raw = Payload::ok(random.process_id(), Flow::Id)
                    .map_err(io::Error::other)?
                    .into_raw();
                raw.last_event = Some(EventType::SessionEnded);
                serde_json::to_vec(&raw)?
            }
            2..22 if !recent.is_empty() => random.one_of(recent.make_contiguous()).clone(),
            _ => {
                let payload = random.payload().map_err(io::Error::other)?;
                let line = serde_json::to_vec(&payload)?;
                recent.truncate(RECENT - 1);
                recent.push_front(line.clone());
                line
            }
        };
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(())
}

/// Numbers that look random and repeat exactly: the upper half of a linear congruential generator.
struct Random {
    state: u64,
}

impl Random {
    fn next(&mut self) -> u32 {
        self.state = self
            .state
            .wrapping_mul(0x5851_F42D_4C95_7F2D)
            .wrapping_add(0x1405_7B7E_F767_814F);
        (self.state >> 32) as u32
    }

    fn below(&mut self, limit: u32) -> u32 {
        self.next() % limit
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.next() as usize % all.len()]
    }

    fn process_id(&mut self) -> ProcessId {
        let bits = (0..4).fold(0, |bits: u128, _| (bits << 32) | u128::from(self.next()));
        let id = uuid::Builder::from_random_bytes(bits.to_be_bytes());
        id.into_uuid().into()
    }

    fn payload(&mut self) -> Result<Payload, BuildError> {
        let id = self.process_id();
        let flow = self.one_of(&FLOWS).clone();
        match self.below(100) {
            0..70 => Payload::ok(id, flow),
            70..78 => Payload::invalid_identity(id, flow),
            78 => Payload::expired(id, flow, *self.one_of(&UNKNOWN_EVENTS)),
            _ => {
                // The earlier the event, the more processes stop there.
                let known = EventType::KNOWN;
                let last = self.below(u32::try_from(known.len()).unwrap_or(u32::MAX)) as usize;
                Payload::expired(id, flow, self.one_of(&known[..=last]).clone())
            }
        }
    }
}
