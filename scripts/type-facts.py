"""Writes what is known about resource types: data/type-facts.txt, from the schemas that cfn-lint brings.

    make type-facts                             with the cfn-lint of scripts/requirements.txt
    python3 scripts/type-facts.py > FILE        with the cfn-lint of that Python

src/facts/mod.rs describes the format. The same cfn-lint writes the same bytes.
"""

import importlib
import pkgutil
import re
import sys

import cfnlint.rules.formats
import cfnlint.version
from cfnlint.data import AdditionalSpecs
from cfnlint.helpers import REGIONS, TEMPLATED_PROPERTY_CFN_PATHS, load_resource
from cfnlint.rules.formats.FormatKeyword import FormatKeyword
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

HEADER = """\
# What CloudFormation's resource types take and give, from the schemas of cfn-lint {version}.
# Written by `make type-facts`; do not edit. src/facts/mod.rs describes the format.
"""

# What a type that is in several regions takes is what it takes here.
FIRST_REGION = "us-east-1"

# cfn-lint's own stand-in for modules, whose names end in `::MODULE`.
NOT_TYPES = {"Module"}

# Longer enumerations (every instance type, every X12 message) grow with each release of the service:
# they would be half of the file, and out of date first.
MOST_VALUES = 60

# A word of the format: no blank, and none of the characters that mean something in it.
WORD = re.compile(r"[^\s|~,:+!=@\[\]<>{}]+")

# One of the values that a scalar may have; these marks end it.
VALUE = re.compile(r"[^\s|~,\[\]<>{}]+")

# The day that the table of Lambda's runtimes is read for: neither this file nor who reads it has a clock. To be moved on
# with the pin of cfn-lint.
RUNTIMES_AS_OF = "2026-11-29"

# Longer patterns are few, and rarely met by a typing error.
LONGEST_PATTERN = 160

# What a linear-time engine without Unicode classes takes: no looking around, no backreferences, no large counts.
PLAIN_PATTERN = re.compile(r"(?!.*(\(\?[^:]|\\[pPuUNkBA1-9]|[&~-]{2}|\[\[:|\{\d*,?\d{4,}))[ -~]+")

# Patterns that take anything.
ANYTHING = {".*", "^.*$", r"^[\s\S]*$", r"[\s\S]*", ".+", "^.+$"}

SCALARS = {"string": "str", "integer": "int", "number": "num", "boolean": "bool"}


# The patterns that texts must match, each with the code of cfn-lint's rule, in the order in which they were met.
PATTERNS = {}


FORMATS = {}


def main():
    FORMATS.update(formats())
    lines = []
    for name in sorted(all_types()):
        lines += Type(name, schema_of(name)).lines()
    lines = [f"/{code} {pattern}" for code, pattern in PATTERNS] + runtimes() + lines
    sys.stdout.write(HEADER.format(version=cfnlint.version.__version__) + "".join(f"{line}\n" for line in lines))


def formats():
    """The formats that are patterns: what the schemas call them, to code and pattern."""
    found = {}
    for module in pkgutil.iter_modules(cfnlint.rules.formats.__path__, "cfnlint.rules.formats."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, FormatKeyword) and value is not FormatKeyword:
                rule = value()
                found[rule.format_keyword] = (rule.id, rule.pattern)
    return found


def runtimes():
    """Lambda's runtimes that were deprecated before the day of the table, with the days on which AWS stops what."""
    table = load_resource(AdditionalSpecs, "LmbdRuntimeLifecycle.json")
    days = ("deprecated", "create-block", "update-block")
    rows = [[name, *(row[day] for day in days), row["successor"]] for name, row in sorted(table.items())]
    return [f"%as-of {RUNTIMES_AS_OF}"] + [
        f"%{' '.join(filter(None, row))}" for row in rows if row[1] <= RUNTIMES_AS_OF
    ]


def all_types():
    return {name for region in REGIONS for name in PROVIDER_SCHEMA_MANAGER.get_resource_types(region)} - NOT_TYPES


def schema_of(name):
    for region in [FIRST_REGION, *sorted(REGIONS)]:
        if name in PROVIDER_SCHEMA_MANAGER.get_resource_types(region):
            return PROVIDER_SCHEMA_MANAGER.get_resource_schema(region, name)
    raise KeyError(name)


class Type:
    """One type: its lines, and the definitions that they refer to."""

    def __init__(self, name, schema):
        self.name = name
        self.schema = schema.schema
        self.given = sorted(set(attribute(pattern) for pattern in schema.get_atts.data))
        # Shapes by name, in the order in which they were met; each is written once.
        self.shapes = {}
        self.resolving = []
        # Properties that `aws cloudformation package` fills in, each with the object that holds it.
        self.packaged = [self.holder(path) for path in TEMPLATED_PROPERTY_CFN_PATHS if path.split("/")[1] == name]

    def lines(self):
        read_only = {path.split("/")[2] for path in self.schema.get("readOnlyProperties", []) if path.count("/") == 2}
        properties = self.shape("", self.schema, leave_out=read_only)
        groups = {
            "attributes": self.given,
            "replaces": paths(self.schema.get("createOnlyProperties", [])),
            "may-replace": paths(self.schema.get("conditionalCreateOnlyProperties", [])),
            "read-only": sorted(read_only - set(self.given)),
            "identified-by": self.identifiers(read_only),
        }
        lines = [self.name]
        lines += [f" {title}: {' '.join(names)}" for title, names in groups.items() if names]
        shapes = {"properties": properties, **dict(sorted(self.shapes.items()))}
        assert len(shapes) > len(self.shapes) and not set(shapes) & set(groups), self.name
        lines += [f" {name}: {words}".rstrip() for name, words in shapes.items()]
        return lines

    def identifiers(self, read_only):
        """The properties that tell one resource of the type from another, when a template gives them all."""
        # cfn-lint knows one type whose schema does not say it.
        if self.name == "AWS::CodeBuild::Project":
            return ["Name"]
        names = [path.removeprefix("/properties/") for path in self.schema.get("primaryIdentifier", [])]
        return names if all("/" not in name and name not in read_only for name in names) else []

    def shape(self, name, schema, leave_out=frozenset()):
        """The words of an object: its properties, what else may stand in it, and what must stand together."""
        properties, required, rest, rules = self.parts(name, schema)
        words = [
            item + ("!" if item in required else "") + ("" if kind == "str" else f"={kind}")
            for item, kind in sorted(properties.items())
            if item not in leave_out
        ]
        return " ".join(words + ([f"{{{rest}}}"] if rest else []) + sorted(rules))

    def parts(self, name, schema):
        properties = {item: self.value(f"{name}.{item}", part) for item, part in schema.get("properties", {}).items()}
        for holder, item in self.packaged:
            if holder is schema:
                properties[item] = joined([*(kind for kind in [properties[item]] if kind != "str"), "path"])
        required = set(schema.get("required", []))
        rules = rules_of(schema)
        for part in schema.get("allOf", []):
            required |= set(part.get("required", []))
            rules |= rules_of(part)
        rest = self.rest(name, schema)
        branches = self.branches(schema)
        if branches and schema.get("additionalProperties") is not False:
            rest = ""
            choices = []
            for branch in branches:
                more, needs, others, _ = self.parts(name, branch)
                rest = rest or others
                for item, kind in more.items():
                    properties[item] = joined([properties.get(item), kind])
                choices.append(needs if needs == set(more) else set())
            if schema.get("properties") or rest:
                rest = "any"
            elif all(choices) and "oneOf" in schema:
                rules.add(rule("one", choices))
        # A name that the schema requires and does not know would be wrong both ways.
        return properties, required & set(properties), rest, rules

    def holder(self, path):
        """The object that holds `Resources/TYPE/Properties/A/B`, and the last name."""
        *steps, last = path.split("/")[3:]
        schema = self.schema
        for step in steps:
            schema = self.resolve(schema["properties"][step])
        return schema, last

    def rest(self, name, schema):
        """What properties with other names may hold; nothing when there may be none."""
        others = schema.get("additionalProperties")
        patterns = schema.get("patternProperties", {})
        if others is False:
            return joined([self.value(f"{name}.*", part) for part in patterns.values()]) if patterns else ""
        return self.value(f"{name}.*", others) if isinstance(others, dict) and others and not patterns else "any"

    def branches(self, schema):
        """The alternatives of an object, when all of them are objects."""
        for key in ("oneOf", "anyOf"):
            branches = [self.resolve(branch) for branch in schema.get(key, [])]
            if branches and all("properties" in branch for branch in branches):
                return branches
        return []

    def resolve(self, schema):
        while "$ref" in schema:
            schema = self.schema_at(schema["$ref"])
        return schema

    def schema_at(self, reference):
        part = self.schema
        for step in reference.removeprefix("#/").split("/"):
            part = part[step]
        return part

    def value(self, name, schema):
        """What a property may hold. `name` is for an object that has none of its own."""
        name = name.removeprefix(".")
        reference = schema.get("$ref")
        if reference is None:
            return joined(self.kinds(name, schema))
        own = reference.rsplit("/", 1)[1]
        if reference.startswith("#/definitions/"):
            name = own
        if reference in self.resolving:
            # A shape that contains itself is named; anything else that does is taken as it comes.
            return f"@{name}" if self.is_object(self.resolve(schema)) else "any"
        self.resolving.append(reference)
        try:
            return self.value(name, self.schema_at(reference))
        finally:
            self.resolving.pop()

    def is_object(self, schema):
        return "properties" in schema or bool(self.branches(schema))

    def kinds(self, name, schema):
        types = schema.get("type")
        if types is None:
            return self.untyped_kinds(name, schema)
        kinds = []
        for kind in types if isinstance(types, list) else [types]:
            if kind in SCALARS:
                kinds.append(SCALARS[kind] + constraints(kind, schema) + values_of(schema))
            elif kind == "array":
                kinds.append(self.list_of(name, schema))
            elif kind == "object":
                kinds.append(self.object_kind(name, schema))
        return kinds

    def untyped_kinds(self, name, schema):
        if self.is_object(schema) or "patternProperties" in schema:
            return [self.object_kind(name, schema)]
        for key in ("oneOf", "anyOf"):
            if key in schema:
                return [self.value(name, part) for part in schema[key]]
        # A reference with a default of its own.
        references = [part for part in schema.get("allOf", []) if "$ref" in part]
        return [self.value(name, references[0])] if len(references) == 1 else ["any"]

    def list_of(self, name, schema):
        items = schema.get("items")
        kind = self.value(name, items) if isinstance(items, dict) and "prefixItems" not in schema else "any"
        count = limits(schema, "minItems", "maxItems")
        return (f"<{kind}>" if schema.get("uniqueItems") else f"[{kind}]") + count

    def object_kind(self, name, schema):
        if not self.is_object(schema):
            if "patternProperties" not in schema and not schema.get("additionalProperties"):
                return "json"
            return f"{{{self.rest(name, schema)}}}"
        assert WORD.fullmatch(name), (self.name, name)
        if name not in self.shapes:
            self.shapes[name] = ""
            self.shapes[name] = self.shape(name, schema)
        return f"@{name}"


def attribute(pattern):
    """An attribute's name, `*` for any text; cfn-lint writes some as regular expressions."""
    if pattern == ".*" or "\\." in pattern:
        return pattern.replace(".*", "*").replace("\\", "")
    return pattern


def paths(pointers):
    return sorted({pointer.removeprefix("/properties/").replace("/", ".") for pointer in pointers})


def joined(kinds):
    """Alternatives as one word; an enumeration beside the open kind says nothing."""
    known = list(dict.fromkeys(kind for several in kinds if several for kind in alternatives(several)))
    if not known or "any" in known:
        return "any"
    return ",".join(kind for kind in known if not (re.match(r"\w+[|~#/]", kind) and re.match(r"\w+", kind)[0] in known))


def alternatives(kinds):
    """Splits at the commas that stand in no brackets."""
    return re.findall(r"(?:[^,\[<{]|[\[<{].*[\]>}])+", kinds)


def constraints(kind, schema):
    """What a scalar must be besides its kind: limits of its length or value, and patterns."""
    if kind in ("integer", "number"):
        return limits(schema, "minimum", "maximum")
    if kind != "string" or schema.get("format") == "json":
        return ""
    return limits(schema, "minLength", "maxLength") + "".join(f"/{pattern(*one)}" for one in patterns_of(schema))


def limits(schema, least, most):
    least, most = (text(schema[key]) if key in schema else "" for key in (least, most))
    # No text is shorter than nothing.
    return f"#{least}..{most}" if most or least not in ("", "0") else ""


def patterns_of(schema):
    """The patterns of a text that can be checked, with the codes of their rules."""
    named = [FORMATS[schema["format"]]] if schema.get("format") in FORMATS else []
    own = [("E3031", schema["pattern"])] if schema.get("pattern") not in ANYTHING | {None} else []
    for code, regex in named + own:
        regex = regex.replace(r"\Z", "$")
        if len(regex) <= LONGEST_PATTERN and PLAIN_PATTERN.fullmatch(regex):
            yield code, regex


def pattern(code, regex):
    """The number of a pattern in the file."""
    return PATTERNS.setdefault((code, regex), len(PATTERNS))


def values_of(schema):
    for key, mark in (("enum", "|"), ("enumCaseInsensitive", "~")):
        values = [text(value) for value in schema.get(key, [])]
        if values and len(values) <= MOST_VALUES and all(VALUE.fullmatch(value) for value in values):
            return "".join(mark + value for value in values)
    return text_constant(schema)


def text_constant(schema):
    value = text(schema.get("const", ""))
    return f"|{value}" if VALUE.fullmatch(value) else ""


def text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def rules_of(schema):
    """What must stand together in an object."""
    rules = set()
    for key, title in (("requiredXor", "xor"), ("requiredOr", "or")):
        if key in schema:
            rules.add(rule(title, [{name} for name in schema[key]]))
    for key, title in (("anyOf", "any"), ("oneOf", "one")):
        choices = schema.get(key, [])
        if choices and all(set(choice) == {"required"} for choice in choices):
            rules.add(rule(title, [choice["required"] for choice in choices]))
    for key, title in (("dependentRequired", "needs"), ("dependencies", "needs"), ("dependentExcluded", "bars")):
        for name, others in schema.get(key, {}).items():
            # Some name a property of the object that holds this one.
            if isinstance(others, list) and name in schema.get("properties", {}):
                rules.add(f"{title}:{name}:{','.join(others)}")
    return rules


def rule(title, choices):
    return f"{title}:{','.join('+'.join(sorted(choice)) for choice in choices)}"


if __name__ == "__main__":
    main()
