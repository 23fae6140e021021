//! The figure's groups, in paint order: what is seen. What can be pressed lies above, in [`super::targets`].

use yew::prelude::*;

use super::{Page, Shared, paint};
use crate::svg::{FAINT, Figure};

#[derive(Properties, PartialEq)]
pub struct PictureProps {
    pub figure: Shared<Figure>,
}

/// Every group of a figure.
#[component]
pub fn Picture(props: &PictureProps) -> Html {
    let Page { images, .. } = use_context().unwrap_or_default();
    html! {
        <g class="picture" aria-hidden="true">
            for index in 0..props.figure.groups.len() {
                <Group
                    key={props.figure.groups[index].id.clone()}
                    figure={&props.figure}
                    images={images.clone()}
                    {index}
                />
            }
        </g>
    }
}

#[derive(Properties)]
struct GroupProps {
    figure: Shared<Figure>,
    images: Option<AttrValue>,
    index: usize,
}

/// A group of a new figure is the same as long as it looks the same: what did not change is not touched.
impl PartialEq for GroupProps {
    fn eq(&self, other: &Self) -> bool {
        self.images == other.images
            && (self.figure == other.figure && self.index == other.index
                || self.figure.groups.get(self.index) == other.figure.groups.get(other.index))
    }
}

#[component]
fn Group(props: &GroupProps) -> Html {
    let Some(group) = props.figure.groups.get(props.index) else {
        return Html::default();
    };
    html! {
        <g class={group.class.clone()} data-id={group.id.clone()}>
            if group.faint {
                <g opacity={FAINT}>
                    for mark in group.shapes() {
                        { paint::mark(mark, props.images.as_deref()) }
                    }
                </g>
                for mark in group.texts() {
                    { paint::mark(mark, None) }
                }
            } else {
                for mark in &group.marks {
                    { paint::mark(mark, props.images.as_deref()) }
                }
            }
        </g>
    }
}
