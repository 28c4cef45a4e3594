//! Counts the heap allocations of every case: a line for each, in the order of jobs, designs and bodies.

use allocation_counter::measure;
use idcloud_types_benches::cases;

fn main() {
    for job in cases::ALL {
        for (_, prepare) in job.designs {
            for body in (job.bodies)() {
                let mut run = prepare(body.bytes);
                run();
                println!("{}", measure(run).count_total);
            }
        }
    }
}
