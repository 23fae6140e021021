//! The promise to `cfn-explorer.js`, and through it to blog authors: mount an explorer, update it, destroy it.
//!
//! ```js
//! import { instantiate } from "./core/instance.js"; // of www/: makes an instance, and notices when it ends
//! import * as glue from "./core/cfn-explorer.js"; // what wasm-bindgen wrote
//! const { mount, stylesheet } = await instantiate(glue, await fetch("./core/cfn-explorer_bg.wasm"), () => {});
//! const explorer = mount(root, { fileName: "ec2_website.yaml", bytes, stackName: "demo", onchange: console.log });
//! explorer.update({ fileName: "ec2_website.yaml", bytes: newer, stackName: "demo" });
//! explorer.destroy();
//! ```
//!
//! The root is an element of a shadow root that has adopted `stylesheet()`, and the rules for `.frame` that
//! `cfn-explorer.js` has: they keep the room before the WASM is there. `docs/embedding.md` is for authors.

#[cfg(feature = "bench")]
mod bench;
mod facts;
mod opening;
mod picture;
mod seat;
mod visit;

use std::rc::Rc;

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::{AttrValue, Callback};

use self::seat::Seat;
use crate::command::DEFAULT_STACK_NAME;
use crate::diagnostic::Diagnostic;
use crate::scene::{Lens, Start};
use crate::session::{Pairs, Session};
use crate::view::{self, AppProps, Begin, Headings, Page, STYLESHEET, Settings, SourceProp, told};
use crate::yaml::Text;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What an explorer shows. Either `bytes` or `failure`; neither while the template is on its way. */
export interface ExplorerOptions {
  /** The template's file name, for the command's `file://`. */
  fileName?: string;
  /** The template, as the file has it: what is no UTF-8 in it is read on, and said. */
  bytes?: Uint8Array;
  /** Why there is no template, in words for the reader. */
  failure?: string;
  /** The stack's name in the commands. */
  stackName?: string;
  /** `AWS::Region`, and `--region` in the commands. */
  region?: string;
  /** The address of the folder with pictures of AWS services, a slash at its end; without it, letters stand for them. */
  images?: string;
  /** Where AWS can read the template: a URL of S3, for the link to its console. */
  templateUrl?: string;
  /** The width of the room that the picture will have, in pixels, where that is known: what is drawn first is folded for it. */
  roomWidth?: number;
  /** Its height. */
  roomHeight?: number;
  /** What is drawn first. */
  lens?: "architecture" | "all-resources" | "references";
  /** Whether what a false condition leaves out is drawn faintly. */
  ghosts?: "on" | "off";
  /** How much is folded first: what fits the size, nothing, or all. */
  detail?: "fitting" | "everything" | "overview";
  /** The level of its titles, `"1"` to `"6"`, or `"none"` where they are to be no headings. */
  headingLevel?: string;
  /** Whether readers may change the template; they may unless it is `off`. */
  editable?: "on" | "off";
  /** Why a file that is saved may not arrive, in words for the reader. */
  downloadNote?: string;
  /** The reader wants the template to be fetched again. */
  onretry?: () => void;
  /**
   * Gets the text of `core/type-facts.txt`. Called when a template is to be checked against AWS's resource types,
   * which no reader wants who only looks; once for all explorers of a page. What it throws is told the reader.
   */
  loadTypeFacts?: () => Promise<string>;
  /** The reader wants the picture as a file. Without this there are no buttons for it. What it returns or
   * throws is told the reader. */
  onsave?: (picture: ExplorerPicture) => Promise<string | undefined>;
  /**
   * Gets a template of the reader's own: a file, or an address. Without this there is no way to open one. What it throws is
   * told the reader.
   */
  onopen?: (wanted: File | string) => Promise<{ fileName: string, bytes: Uint8Array }>;
  /** Whether readers may open a template by its address; they may if it is `on`. */
  open?: "on" | "off";
  /** What a link, or the reader earlier, made of the explorer: names and values, as `onvisit` gave them. */
  visit?: { pairs: [string, string][], linked: boolean };
  /** Called after every change of what the reader made of the explorer: never with a secret. */
  onvisit?: (pairs: [string, string][]) => void;
  /** The reader wants a link to what they made, or the tag for a page of theirs. Without this there is no button for it.
   * Promises what to say of it. */
  onshare?: (pairs: [string, string][], form: "link" | "embed") => Promise<string>;
  /** The reader wants the whole screen for the explorer, or no more. Without this there is no button for it. */
  onfullscreen?: () => void;
  /** Called after every change of what it is told. */
  onchange?: (change: ExplorerChange) => void;
}

/** The picture that an explorer shows, to be saved. */
export interface ExplorerPicture {
  /** The ending of the file, which says what it is; a PNG is made of an SVG. */
  format: "svg" | "png" | "drawio" | "mmd" | "dot" | "d2";
  /** What it is called where it is copied rather than saved: "Mermaid". */
  copied?: string;
  /** The file's name, without its ending. */
  name: string;
  /** The names of the pictures of AWS services that it shows; none for other tools, which have their own. */
  images: string[];
  /** Writes it, an SVG with the texts of those, in their order; letters stand for what is missing. Once. */
  text(texts: (string | undefined)[], dark: boolean): string;
}

/** The state of an explorer. */
export interface ExplorerChange {
  /** The parameters that the reader set, without the secrets (NoEcho). */
  parameters: Record<string, string>;
  /** The command to copy, when there is a template. */
  command?: string;
  /** Why there is no picture, and never was one, in words for the reader. The explorer shows nothing then. */
  broken?: string;
  /** Whether the picture is of an older text than the newest. */
  stale: boolean;
  /** What was noticed about the newest text. */
  diagnostics: { severity: "error" | "warning" | "info", code: string, message: string, line?: number, column?: number }[];
}
"#;

#[wasm_bindgen]
extern "C" {
    /// The options, read property by property: an object of the page, not one of ours.
    #[wasm_bindgen(typescript_type = "ExplorerOptions")]
    pub type ExplorerOptions;
    #[wasm_bindgen(method, getter, structural, js_name = fileName)]
    fn file_name(this: &ExplorerOptions) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    fn bytes(this: &ExplorerOptions) -> Option<Uint8Array>;
    #[wasm_bindgen(method, getter, structural)]
    fn failure(this: &ExplorerOptions) -> Option<String>;
    #[wasm_bindgen(method, getter, structural, js_name = stackName)]
    fn stack_name(this: &ExplorerOptions) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    fn region(this: &ExplorerOptions) -> Option<String>;
    #[wasm_bindgen(method, getter, structural, js_name = templateUrl)]
    fn template_url(this: &ExplorerOptions) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    fn images(this: &ExplorerOptions) -> Option<String>;
    #[wasm_bindgen(method, getter, structural, js_name = roomWidth)]
    fn room_width(this: &ExplorerOptions) -> Option<f64>;
    #[wasm_bindgen(method, getter, structural, js_name = roomHeight)]
    fn room_height(this: &ExplorerOptions) -> Option<f64>;
    #[wasm_bindgen(method, getter, structural)]
    fn lens(this: &ExplorerOptions) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    fn ghosts(this: &ExplorerOptions) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    fn detail(this: &ExplorerOptions) -> Option<String>;
    #[wasm_bindgen(method, getter, structural, js_name = headingLevel)]
    fn heading_level(this: &ExplorerOptions) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    fn editable(this: &ExplorerOptions) -> Option<String>;
    #[wasm_bindgen(method, getter, structural, js_name = downloadNote)]
    fn download_note(this: &ExplorerOptions) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    fn onretry(this: &ExplorerOptions) -> Option<Function>;
    #[wasm_bindgen(method, getter, structural, js_name = loadTypeFacts)]
    fn load_type_facts(this: &ExplorerOptions) -> Option<Function>;
    #[wasm_bindgen(method, getter, structural)]
    fn onsave(this: &ExplorerOptions) -> Option<Function>;
    #[wasm_bindgen(method, getter, structural)]
    fn onopen(this: &ExplorerOptions) -> Option<Function>;
    #[wasm_bindgen(method, getter, structural)]
    fn open(this: &ExplorerOptions) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    fn visit(this: &ExplorerOptions) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn onvisit(this: &ExplorerOptions) -> Option<Function>;
    #[wasm_bindgen(method, getter, structural)]
    fn onshare(this: &ExplorerOptions) -> Option<Function>;
    #[wasm_bindgen(method, getter, structural)]
    fn onfullscreen(this: &ExplorerOptions) -> Option<Function>;
    #[wasm_bindgen(method, getter, structural)]
    fn onchange(this: &ExplorerOptions) -> Option<Function>;
}

/// A mounted explorer.
#[wasm_bindgen]
pub struct Explorer {
    seat: Seat,
}

/// Shows an explorer in an element, whose content goes. Its first change is told when it stands there.
#[wasm_bindgen]
pub fn mount(root: Element, options: &ExplorerOptions) -> Explorer {
    // A panic ends the call with its message, where memory that is used up ends it with none.
    yew::set_custom_panic_hook(Box::new(|info| wasm_bindgen::throw_str(&info.to_string())));
    Explorer { seat: Seat::take(&root, props(options)) }
}

/// Draws what the options say, to be shown by [`mount`], and fetches what that needs besides the core.
///
/// # Errors
/// When that does not come; in words for the reader.
#[wasm_bindgen]
pub async fn prepare(options: ExplorerOptions) -> Result<(), JsValue> {
    view::prepare(begin(&options)).await.map_err(|part| {
        let error = js_sys::Error::new(&view::missing(part));
        error.set_name("Problem");
        error.into()
    })
}

/// The style sheet that an explorer needs.
#[wasm_bindgen]
pub fn stylesheet() -> String {
    STYLESHEET.to_owned()
}

#[wasm_bindgen]
impl Explorer {
    /// Takes new options. Only what changed has an effect: what the reader typed stays.
    pub fn update(&mut self, options: &ExplorerOptions) {
        self.seat.show(props(options));
    }

    /// Takes the explorer out of its element and frees it.
    pub fn destroy(self) {
        self.seat.leave();
    }
}

fn begin(options: &ExplorerOptions) -> Begin {
    let source = match (options.failure(), options.bytes()) {
        (Some(failure), _) => SourceProp::Failed(failure.into()),
        (None, Some(bytes)) => {
            let name = options.file_name().unwrap_or_else(|| "template.yaml".into());
            SourceProp::Text(name.into(), Text::decode(&bytes.to_vec()))
        }
        (None, None) => SourceProp::Waiting,
    };
    let stack_name =
        options.stack_name().filter(|name| !name.is_empty()).unwrap_or_else(|| DEFAULT_STACK_NAME.into());
    Begin {
        source,
        settings: Settings {
            stack_name: stack_name.into(),
            region: options.region().filter(|region| !region.is_empty()).map(Rc::from),
            template_url: options.template_url().map(Rc::from),
            lens: Lens::named(&options.lens().unwrap_or_default()),
            ghosts: options.ghosts().as_deref() != Some("off"),
            detail: Start::named(&options.detail().unwrap_or_default()),
        },
        room: options.room_width().zip(options.room_height()),
        visit: visit::visit(&options.visit()),
    }
}

fn props(options: &ExplorerOptions) -> AppProps {
    AppProps {
        begin: begin(options),
        page: Page {
            images: options.images().map(Into::into),
            headings: Headings::named(&options.heading_level().unwrap_or_default()),
            editable: options.editable().as_deref() != Some("off"),
            open_addresses: options.open().as_deref() == Some("on"),
            download_note: options.download_note().map(AttrValue::from),
        },
        load_facts: facts::loader(options.load_type_facts()),
        onsave: picture::saver(options.onsave()),
        onopen: opening::opener(options.onopen()),
        onvisit: callback(options.onvisit(), |pairs: Rc<Pairs>| visit::written(&pairs).into()),
        onshare: visit::sharer(options.onshare()),
        onfullscreen: options.onfullscreen().map(|call| callback(Some(call), |()| JsValue::UNDEFINED)),
        onretry: callback(options.onretry(), |()| JsValue::UNDEFINED),
        onchange: callback(options.onchange(), |session: Rc<Session>| change(&session).into()),
    }
}

/// A function of the page as a callback; what it throws goes to the console and no further.
fn callback<T: 'static>(
    function: Option<Function>,
    argument: impl Fn(T) -> JsValue + 'static,
) -> Callback<T> {
    match function {
        Some(function) => Callback::from(move |value| {
            if let Err(error) = function.call1(&JsValue::UNDEFINED, &argument(value)) {
                web_sys::console::error_1(&error);
            }
        }),
        None => Callback::noop(),
    }
}

fn change(session: &Session) -> Object {
    let parameters = Object::new();
    for (name, value) in session.public_parameters() {
        set(&parameters, name.as_str(), value);
    }
    let change = Object::new();
    set(&change, "parameters", parameters);
    set(&change, "stale", session.stale);
    set(&change, "diagnostics", session.diagnostics.iter().map(diagnostic).collect::<Array>());
    match &session.model {
        Some(model) => {
            if let Some(command) = crate::session::command_text(model) {
                set(&change, "command", command);
            }
        }
        None => {
            if let Some(worst) = session.headline() {
                set(&change, "broken", told(worst));
            }
        }
    }
    change
}

fn diagnostic(diagnostic: &Diagnostic) -> Object {
    let object = Object::new();
    set(&object, "severity", diagnostic.severity.name());
    set(&object, "code", diagnostic.code);
    set(&object, "message", &*diagnostic.message);
    if let Some(at) = diagnostic.position {
        set(&object, "line", at.line as f64);
        set(&object, "column", at.column as f64);
    }
    object
}

fn set(object: &Object, key: &str, value: impl Into<JsValue>) {
    // A plain object takes every property.
    let _ = Reflect::set(object, &key.into(), &value.into());
}

/// Returns what was thrown, in its own words where it has any.
fn why(error: &JsValue, otherwise: &str) -> Rc<str> {
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    message.as_deref().filter(|message| !message.is_empty()).unwrap_or(otherwise).into()
}
