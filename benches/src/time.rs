//! Times every case: `cargo bench --bench time [-- <filter>]`.
//!
//! Time depends on the machine and on what else it does; compare within one run only. `count` repeats exactly.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use idcloud_types_benches::cases;

fn time(criterion: &mut Criterion) {
    for job in cases::ALL {
        let mut timed = criterion.benchmark_group(job.name);
        for (design, prepare) in job.designs {
            for body in (job.bodies)() {
                let mut run = prepare(body.bytes);
                let id = BenchmarkId::new(*design, body.name);
                timed.bench_function(id, |bencher| bencher.iter(&mut run));
            }
        }
        timed.finish();
    }
}

criterion_group!(benches, time);
criterion_main!(benches);
