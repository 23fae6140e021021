//! Labels that are too long lose what others share with them: what tells them apart stays.

use crate::marked_text::{Marked, MarkedText};
use crate::scene::{Fact, Scene};
use crate::sorting;

use super::TextMeasure;
use super::text::{TextLimits, Wrapped, borders, printable, tidy, wrap, wrap_anywhere};

/// In a name without words fewer letters in common are chance.
const LEAST_SHARED: usize = 8;

/// A word of fewer letters, such as a number, says nothing without the one before it.
const LEAST_TELLING: usize = 3;

/// The end of an ID that people compare: what is left has no fewer letters.
const LEAST_LEFT: usize = 6;

/// No frame holds more letters: more are not tried.
const MOST_FITTING: usize = 100;

/// Of more names that end alike, none is cut in the middle.
const MOST_ALIKE: usize = 50;

/// The names in a drawing, to find out what each shares with others.
#[derive(Debug, Default)]
pub struct Names {
    /// From the first letter, sorted: who shares most of the beginning stands beside it.
    forward: Vec<String>,
    /// The same from the last letter.
    backward: Vec<String>,
}

impl Names {
    /// Returns the names of all nodes of a scene, and those in their facts.
    pub fn of(scene: &Scene) -> Self {
        let labels = scene.nodes.iter().filter_map(|node| node.label.as_ref()).map(|label| &*label.text);
        let facts = scene.nodes.iter().flat_map(|node| &node.facts);
        let named = facts.map(|fact| &*fact.name).filter(|name| !name.is_empty());
        let forward = sorted(labels.chain(named).map(printable).collect());
        let backward = sorted(forward.iter().map(|name| name.chars().rev().collect()).collect());
        Names { forward, backward }
    }

    /// Breaks a label into lines.
    pub fn wrap(&self, text: Marked, frame: TextLimits, measure: &dyn TextMeasure) -> Wrapped {
        let whole = wrap(text, frame, measure);
        if !whole.shortened {
            return whole;
        }
        let tidy = tidy(text);
        let text = tidy.marked();
        let Some(telling) = self.telling(text) else {
            return whole;
        };
        let cut = |from: usize, frame: TextLimits| {
            wrap_anywhere(part(text, from, text.len()).marked(), frame, measure)
        };
        // As much before it as leaves the label as short as it can be.
        let roomy = TextLimits { lines: frame.lines.saturating_sub(1).max(1), ..frame };
        let borders = borders(text);
        let fits = |found: &Wrapped| !found.shortened;
        let first = text.len().saturating_sub(MOST_FITTING);
        let mut tried = borders.iter().filter(|&&at| at > first && at < telling.start);
        let found = tried
            .find_map(|&at| Some(cut(at, roomy)).filter(fits))
            .or_else(|| Some(cut(telling.start, frame)).filter(fits))
            .or_else(|| self.without_middle(text, telling, &borders, frame, measure))
            .unwrap_or_else(|| cut(telling.start, frame));
        Wrapped { shortened: true, ..found }
    }

    /// Cuts what is between the two parts that tell a name apart: others have it as well. The word before the second
    /// part stays where another name could be meant without it.
    fn without_middle(
        &self,
        text: Marked,
        telling: Telling,
        borders: &[usize],
        frame: TextLimits,
        measure: &dyn TextMeasure,
    ) -> Option<Wrapped> {
        let before = borders.iter().rfind(|&&at| at < telling.last).copied();
        std::iter::once(telling.last).chain(before).find_map(|last| {
            let limit = last.min(telling.start + MOST_FITTING);
            let mut between = borders.iter().rev().filter(|&&at| at > telling.start && at < limit);
            let (at, found) = between.find_map(|&at| {
                let ends = [part(text, telling.start, at), part(text, last, text.len())];
                let ends = MarkedText::concat(&ends.each_ref().map(MarkedText::marked));
                let found = wrap_anywhere(ends.marked(), frame, measure);
                (!found.shortened).then_some((at, found))
            })?;
            let name = text.as_str();
            self.is_only(name, name.get(telling.start..at)?, name.get(last..)?).then_some(found)
        })
    }

    /// Puts a fact onto one line. The name in it reads as it does elsewhere.
    pub fn wrap_fact(&self, fact: &Fact, frame: TextLimits, measure: &dyn TextMeasure) -> Wrapped {
        let whole = wrap(fact.to_string().as_str().into(), frame, measure);
        if !whole.shortened || fact.name.is_empty() {
            return whole;
        }
        let start = &fact.text;
        let room = frame.width - measure.width(start, frame.size);
        let name = self.wrap(fact.name.marked(), TextLimits { width: room, ..frame }, measure);
        let line = format!("{start}{}", name.lines.first().map_or("…", String::as_str));
        Wrapped { width: measure.width(&line, frame.size), lines: vec![line], shortened: true }
    }

    /// Returns whether no other name has one of these parts somewhere, and ends in the other.
    fn is_only(&self, name: &str, part: &str, end: &str) -> bool {
        let reversed: String = end.chars().rev().collect();
        let first = self.backward.partition_point(|other| *other < reversed);
        let ending = self.backward.iter().skip(first).take_while(|other| other.starts_with(&reversed));
        let mut few = ending.take(MOST_ALIKE + 1).map(|other| other.chars().rev().collect::<String>());
        let mut asked = 0;
        few.all(|other| {
            asked += 1;
            asked <= MOST_ALIKE && (other == name || !other.contains(part.trim()))
        })
    }

    /// Returns what tells a name apart; `None` when it begins like no other.
    fn telling(&self, name: Marked) -> Option<Telling> {
        let reversed: String = name.chars().rev().collect();
        let head = shared(&self.forward, &name);
        let tail = shared(&self.backward, &reversed);
        let last = word_at(name, head)?;
        Some(Telling {
            start: word_at(name, head.min(name.len().saturating_sub(tail + 1))).unwrap_or(0),
            last,
        })
    }
}

/// The parts of a name that tell it apart.
#[derive(Debug, Clone, Copy)]
struct Telling {
    /// From here on it ends like no other name.
    start: usize,
    /// From here on it differs from the name that it begins like most.
    last: usize,
}

/// Returns where the word begins that holds a place of a name, or the place itself in a name or a long word without borders;
/// `None` for the first.
fn word_at(name: Marked, place: usize) -> Option<usize> {
    let is_inside = name.is_char_boundary(place);
    let inside = name.char_indices().nth_back(LEAST_LEFT - 1).map_or(0, |(at, _)| at).min(place);
    let borders = borders(name);
    let word = borders.iter().rposition(|&at| at <= place).filter(|&word| word > 0);
    let Some(word) = word else {
        return (place >= LEAST_SHARED && is_inside).then_some(inside);
    };
    let end = borders.get(word + 1).copied().unwrap_or(name.len());
    let is_short = name.get(borders[word]..end).is_some_and(|word| word.trim().len() < LEAST_TELLING);
    let at = if is_short && word > 1 { borders[word - 1] } else { borders[word] };
    Some(if place - at >= 2 * LEAST_SHARED && is_inside { inside } else { at })
}

/// Returns a part of a name, with an ellipsis for what is before it.
fn part(name: Marked, from: usize, to: usize) -> MarkedText {
    let rest = name.as_str().get(from..to).unwrap_or_default();
    let start = from + rest.len() - rest.trim_start().len();
    let rest = rest.trim();
    let end = start + rest.len();
    let parts = || name.unknown().map(|(range, _)| range);
    let dots = match from {
        0 => "",
        // What is left of a name that is not known yet is still such a name.
        _ if parts().any(|part| part.start < from && (from + 1..=end).contains(&part.end)) => "‹…",
        _ => "…",
    };
    let moved = |at: usize| dots.len() + at - start;
    let left = parts().filter(|part| part.end > start && part.start < end);
    let left = left.filter_map(|part| match part.start < start {
        true => (part.end <= end).then(|| 0..moved(part.end)),
        false => Some(moved(part.start)..moved(part.end.min(end))),
    });
    MarkedText::with_unknown(format!("{dots}{rest}"), left)
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    sorting::plain(&mut names);
    names.dedup();
    names
}

/// Returns how many bytes of its beginning a text shares with another of a sorted list.
fn shared(all: &[String], text: &str) -> usize {
    let at = all.partition_point(|other| other.as_str() < text);
    let before = at.checked_sub(1).and_then(|at| all.get(at));
    let after = all.get(at..).unwrap_or_default().iter().find(|other| *other != text);
    let common = |other: &String| {
        let pairs = text.chars().zip(other.chars());
        pairs.take_while(|(one, other)| one == other).map(|(c, _)| c.len_utf8()).sum()
    };
    before.into_iter().chain(after).map(common).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::layout::text::tests::Mono;
    use crate::scene::{Anchor, Fact, Ink, Label, Node};

    use super::*;

    /// The labels of some nodes in two lines of 16 letters.
    fn check(names: &[&str], expected: &[&str]) {
        let label = |text: &&str| Label {
            text: MarkedText::with_brackets(text),
            anchor: Anchor::Below,
            size: 1.0,
            ink: Ink::Ink,
        };
        let node = |text: &&str| Node { label: Some(label(text)), ..Node::default() };
        let scene = Scene { nodes: names.iter().map(node).collect(), ..Scene::default() };
        let frame = TextLimits { width: 16.0, lines: 2, size: 1.0 };
        let all = Names::of(&scene);
        let lines: Vec<String> = scene
            .nodes
            .iter()
            .flat_map(|node| &node.label)
            .map(|label| all.wrap(label.text.marked(), frame, &Mono).lines.join("|"))
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn what_fits_is_whole() {
        check(
            &["NetworkVpcSubnetOne", "NetworkVpcSubnetTwo"],
            &["NetworkVpcSubnet|One", "NetworkVpcSubnet|Two"],
        );
    }

    #[test]
    fn what_others_begin_with_goes_at_a_word() {
        check(
            &["CompanyNetworkProductionSubnetOne", "CompanyNetworkProductionSubnetTwo"],
            &["…SubnetOne", "…SubnetTwo"],
        );
    }

    #[test]
    fn without_words_it_goes_at_the_letter() {
        check(
            &["teamofthecompanysourcebucketS3Bucket", "teamofthecompanydestinationbucketS3Bucket"],
            &["…sourcebucketS3|Bucket", "…destinationbuck|etS3Bucket"],
        );
    }

    #[test]
    fn of_an_id_more_than_a_letter_is_left() {
        check(
            &["a-vpc-000000000000000000000000000000001", "a-vpc-000000000000000000000000000000002"],
            &["…000001", "…000002"],
        );
    }

    #[test]
    fn a_number_keeps_its_word() {
        check(
            &["CompanyProductionNetworkSubnet1RouteTable", "CompanyProductionNetworkSubnet2RouteTable"],
            &["…Subnet1Route|Table", "…Subnet2Route|Table"],
        );
    }

    #[test]
    fn what_is_left_is_no_others_end() {
        check(
            &[
                "NetworkOfProductionAppSubnetOne",
                "NetworkOfProductionAppSubnetTwo",
                "NetworkOfProductionWebSubnetOne",
                "NetworkOfProductionWebSubnetTwo",
            ],
            &["…AppSubnetOne", "…AppSubnetTwo", "…WebSubnetOne", "…WebSubnetTwo"],
        );
    }

    #[test]
    fn what_two_names_have_between_such_parts_goes_as_well() {
        let names = ["OneServiceOfTheVeryLargeCompanyAlpha", "OneServiceOfTheVeryLargeCompanyBeta"];
        let others = ["ByTwoServiceOfTheVeryLargeCompanyAlpha", "ByTwoServiceOfTheVeryLargeCompanyBeta"];
        check(
            &[names, others].concat(),
            &[
                "OneServiceOfThe|VeryLarge…Alpha",
                "OneServiceOfThe|VeryLarge…Beta",
                "…TwoServiceOfThe|VeryLarge…Alpha",
                "…TwoServiceOfThe|VeryLarge…Beta",
            ],
        );
    }

    #[test]
    fn a_middle_stays_where_it_tells() {
        let names = [
            "use/SAML Auth Distinct Users Connection",
            "use/SAML Auth Users Connection",
            "use/SAML Auth Distinct Users",
            "use/Mix Auth Distinct Users Connection",
            "use/Mix Auth Users Connection",
        ];
        check(
            &names,
            &[
                "…SAML…Distinct|Users Connection",
                "use/SAML Auth|Users Connection",
                "use/SAML Auth|Distinct Users",
                "…Mix…Distinct|Users Connection",
                "use/Mix Auth|Users Connection",
            ],
        );
    }

    #[test]
    fn a_name_that_is_not_known_yet_is_still_one() {
        check(
            &["‹CompanyNetworkPublicSubnetOne.SubnetId›", "‹CompanyNetworkVpc›"],
            &["‹…PublicSubnet|One.SubnetId›", "‹CompanyNetwork|Vpc›"],
        );
    }

    #[test]
    fn what_nobody_shares_ends_in_an_ellipsis() {
        check(&["AnAverageApplicationOfManyWords", "Other"], &["AnAverage|ApplicationOfMa…", "Other"]);
    }

    #[test]
    fn facts_name_others_as_their_labels_do() {
        let named = ["CompanyNetworkProductionFrontGroup", "CompanyNetworkProductionBackGroup"];
        let facts = named.map(|name| Fact { name: name.into(), ..Fact::new("tcp 22 ← ") });
        let node = Node { facts: facts.to_vec(), ..Node::default() };
        let all = Names::of(&Scene { nodes: vec![node], ..Scene::default() });
        let frame = TextLimits { width: 24.0, lines: 1, size: 1.0 };
        let lines = facts.map(|fact| all.wrap_fact(&fact, frame, &Mono).lines.join("|"));
        assert_eq!(lines, ["tcp 22 ← …FrontGroup", "tcp 22 ← …BackGroup"]);
    }
}
