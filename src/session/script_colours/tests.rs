//! What of a script has which colour.

use expect_test::{Expect, expect};

use super::script_colours;

#[test]
fn commands_options_variables_and_texts_of_a_shell() {
    check(
        "#!/bin/bash -xe\nexport PORT=5000 # mine\nif [ -n \"$HOME/a\" ]; then\n  yum install -y 'a b' | tee /tmp/log.txt && echo $(id -u) ${X:-1} $?\nfi\n",
        expect![[r##"
            Comment "#!/bin/bash -xe"
            Key "export"
            Tag "PORT"
            Constant "5000"
            Comment "# mine"
            Key "if"
            Key "["
            Constant "-n"
            Text "\""
            Tag "$HOME"
            Text "/a\""
            Key "then"
            Key "yum"
            Constant "-y"
            Text "'a b'"
            Key "tee"
            Key "echo"
            Key "id"
            Constant "-u"
            Tag "${X:-1}"
            Tag "$?"
            Key "fi"
        "##]],
    );
}

#[test]
fn a_here_document_is_text() {
    check(
        "cat > /etc/a <<'EOF'\nexport not a command\nEOF\nsystemctl start a\n",
        expect![[r#"
            Key "cat"
            Tag "<<'EOF'"
            Text "export not a command\nEOF\n"
            Key "systemctl"
        "#]],
    );
}

#[test]
fn every_variable_that_is_set_or_named_has_its_colour_and_the_command_behind_them() {
    check(
        "export EXPORT=1 B=\"x y\" PATH\nA=$(date -u) C=${D}/e PATH+=:/f make all\nlocal -r G=2\nunset H \\\n  I\n",
        expect![[r#"
            Key "export"
            Tag "EXPORT"
            Constant "1"
            Tag "B"
            Text "\"x y\""
            Tag "PATH"
            Tag "A"
            Key "date"
            Constant "-u"
            Tag "C"
            Tag "${D}"
            Tag "PATH"
            Key "make"
            Key "local"
            Constant "-r"
            Tag "G"
            Constant "2"
            Key "unset"
            Tag "H"
            Tag "I"
        "#]],
    );
}

#[test]
fn what_leads_output_elsewhere_begins_no_command() {
    check(
        "make 2>&1 >/tmp/a &>/dev/null && ! test <<< b; yes | head -1\n",
        expect![[r#"
        Key "make"
        Constant "2"
        Constant "1"
        Key "!"
        Key "test"
        Key "yes"
        Key "head"
        Constant "-1"
    "#]],
    );
}

#[test]
fn a_here_document_begins_below_its_line_which_goes_on() {
    check(
        "cat <<-\"EOF\" > /etc/a | sudo tee b\r\nexport text\r\nEOF\r\nmake <<A <<B\na\nA\nb\nB\nls",
        expect![[r#"
            Key "cat"
            Tag "<<-\"EOF\""
            Key "sudo"
            Key "tee"
            Text "export text\r\nEOF\r\n"
            Key "make"
            Tag "<<A"
            Tag "<<B"
            Text "a\nA\n"
            Text "b\nB\n"
            Key "ls"
        "#]],
    );
}

#[test]
fn powershell_is_recognised_by_its_tag() {
    check(
        "<powershell>\n# all\n<# more\n #>\n$env:Port = \"x `\" $Name\"\nInstall-WindowsFeature -Name Web-Server\n</powershell>\n<persist>true</persist>",
        expect![[r##"
            Tag "<powershell>"
            Comment "# all"
            Comment "<# more\n #>"
            Tag "$env:Port"
            Text "\"x `\" "
            Tag "$Name"
            Text "\""
            Key "Install-WindowsFeature"
            Constant "-Name"
            Tag "</powershell>"
            Tag "<persist>"
            Key "true"
            Tag "</persist>"
        "##]],
    );
}

#[test]
fn cloud_config_is_no_script() {
    check("#cloud-config\nruncmd:\n  - [touch, \"a b\"]\n", expect![""]);
}

#[test]
fn every_text_ends_and_keeps_its_letters_whole() {
    for script in [
        "'",
        "\"$",
        "\"\\",
        "$",
        "${",
        "$(",
        "<<",
        "<<-",
        "<<E",
        "é\\é",
        "\"`é",
        "<#",
        "<powershell>`",
        "-",
        "=",
        "a=",
        "ü=1",
        "<",
        "<script",
        "\\",
    ] {
        for script in
            [script.to_owned(), format!("<powershell>\n{script}"), format!("#cloud-config\n{script}")]
        {
            let mut at = 0;
            for (_, range) in script_colours(&script) {
                assert!(range.start >= at && script.get(range.clone()).is_some(), "{script:?} {range:?}");
                at = range.end;
            }
        }
    }
}

fn check(script: &str, expected: Expect) {
    let parts = script_colours(script);
    let told: String =
        parts.iter().map(|(colour, range)| format!("{colour:?} {:?}\n", &script[range.clone()])).collect();
    expected.assert_eq(&told);
}
