//! The stages one by one, for `make bench`; no part of the page's WASM.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::eval::Inputs;
use crate::layout::{self, Drawing, SansMetrics};
use crate::pipeline::{self, Source};
use crate::scene::{ComposeOptions, Folding, Lens, Scene, Start};
use crate::svg::{self, SvgOptions};

/// A template in one of the lenses, as far as it has come.
#[wasm_bindgen]
pub struct Bench {
    source: Source,
    options: ComposeOptions,
    scene: Rc<Scene>,
    drawing: Drawing,
}

#[wasm_bindgen]
impl Bench {
    /// Reads a template, to be seen in a lens by its name: as the page starts, or with every box open.
    ///
    /// # Errors
    /// When it is none.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str, lens: &str, everything: bool) -> Result<Bench, JsValue> {
        let source = pipeline::read(text.into()).map_err(|_| JsValue::from("this is no template"))?;
        let lens = match lens {
            "architecture" => Lens::Architecture,
            "all-resources" => Lens::AllResources,
            _ => Lens::References,
        };
        let start = if everything { Start::Everything } else { Start::Fitting };
        let folding = Folding { start, ..Folding::default() };
        let options = ComposeOptions { lens, folding, ..ComposeOptions::default() };
        let scene = Rc::<Scene>::default();
        Ok(Self { drawing: layout::arrange(scene.clone(), &SansMetrics), source, options, scene })
    }

    /// Evaluates it, and composes its scene.
    pub fn compose(&mut self) {
        let deployment = pipeline::deploy(&self.source, &Inputs::default());
        self.scene = Rc::new(pipeline::compose(&self.source, &deployment, &self.options));
    }

    /// Lays the scene out.
    pub fn arrange(&mut self) {
        self.drawing = layout::arrange(self.scene.clone(), &SansMetrics);
    }

    /// The drawing as a file.
    pub fn svg(&self) -> String {
        svg::write(&svg::figure(&self.drawing), &SvgOptions::default())
    }

    /// The drawing's geometry as JSON, as `render --format json` writes it.
    pub fn report(&self) -> String {
        serde_json::to_string(&svg::report(&self.drawing)).unwrap_or_default()
    }
}
