//! Draws the funnel.

use std::error::Error;
use std::path::Path;

use plotters::prelude::*;

use crate::report::{Stop, stops};
use crate::tally::Funnel;

/// Draws a bar for each event at which expired processes stopped, in the order of the journey.
pub fn draw(funnel: &Funnel, path: &Path) -> Result<(), Box<dyn Error>> {
    // The chart begins at the bottom.
    let mut stops: Vec<_> = stops(funnel).collect();
    stops.reverse();
    let height = 120 + 28 * u32::try_from(stops.len())?;
    let most = stops
        .iter()
        .map(|stop| stop.count)
        .max()
        .unwrap_or_default();

    // Drawn in memory, so that writing the file is our own error.
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (1000, height)).into_drawing_area();
        root.fill(&WHITE)?;
        let title = format!(
            "Where {} expired processes of {} stopped",
            funnel.expired(),
            funnel.processes()
        );
        let mut chart = ChartBuilder::on(&root)
            .caption(title, ("sans-serif", 22))
            .margin(16)
            .x_label_area_size(32)
            .y_label_area_size(400)
            .build_cartesian_2d(
                0..most + most / 20 + 1,
                (0..stops.len().saturating_sub(1)).into_segmented(),
            )?;
        let name = |place: &SegmentValue<usize>| match place {
            SegmentValue::CenterOf(place) => stops.get(*place).map_or_else(String::new, Stop::name),
            _ => String::new(),
        };
        chart
            .configure_mesh()
            .disable_y_mesh()
            .label_style(("sans-serif", 16))
            .y_labels(stops.len())
            .y_label_formatter(&name)
            .draw()?;
        let bars = stops
            .iter()
            .enumerate()
            .map(|(place, stop)| (place, stop.count));
        chart.draw_series(
            Histogram::horizontal(&chart)
                .style(BLUE.mix(0.6).filled())
                .margin(4)
                .data(bars),
        )?;
        root.present()?;
    }
    Ok(std::fs::write(path, svg)?)
}
