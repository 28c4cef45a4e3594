//! Times every case: `cargo bench --bench time [-- <filter>]`.
//!
//! Time depends on the machine and on what else it does; compare within one run only. `count` repeats exactly.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use idcloud_types_benches::{bodies, cases};

fn time(criterion: &mut Criterion) {
    for group in cases::ALL {
        let mut timed = criterion.benchmark_group(group.name);
        for case in group.cases {
            for body in bodies::ALL {
                if let Some(mut run) = (case.prepare)(body.bytes) {
                    let id = BenchmarkId::new(case.name, body.name);
                    timed.bench_function(id, |bencher| bencher.iter(&mut run));
                }
            }
        }
        timed.finish();
    }
}

criterion_group!(benches, time);
criterion_main!(benches);
