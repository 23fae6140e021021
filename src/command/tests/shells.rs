//! What each shell is given.

use super::*;

#[test]
fn powershell_and_cmd_continue_and_quote_in_their_way() {
    let values = [("KeyName", "my-key"), ("Title", "my demo")];
    let shell = |shell| CommandOptions { shell, ..CommandOptions::default() };
    check(
        TEMPLATE,
        &values,
        &shell(Shell::PowerShell),
        expect![[r#"
            aws cloudformation create-stack `
            --template-body file://template.yaml `
            --stack-name my-stack `
            --parameters `
            'ParameterKey=KeyName,ParameterValue=my-key' `
            'ParameterKey=Title,ParameterValue=my demo'
        "#]],
    );
    check(
        TEMPLATE,
        &values,
        &shell(Shell::Cmd),
        expect![[r#"
            aws cloudformation create-stack ^
             --template-body file://template.yaml ^
             --stack-name my-stack ^
             --parameters ^
             "ParameterKey=KeyName,ParameterValue=my-key" ^
             "ParameterKey=Title,ParameterValue=my demo"
        "#]],
    );
}

#[test]
fn json_for_windows_has_nothing_to_expand() {
    let values = [("Title", "50% \"off\" & $more`")];
    let shell = |shell| CommandOptions { shell, ..CommandOptions::default() };
    check(
        TEMPLATE,
        &values,
        &shell(Shell::PowerShell),
        expect![[r#"
            & {
            $PSNativeCommandArgumentPassing = 'Legacy'
            aws cloudformation create-stack `
            --template-body file://template.yaml `
            --stack-name my-stack `
            --parameters '[{\"ParameterKey\":\"Title\",\"ParameterValue\":\"50\u0025\u0020\u0022off\u0022\u0020\u0026\u0020\u0024more\u0060\"}]'
            }
        "#]],
    );
    check(
        TEMPLATE,
        &values,
        &shell(Shell::Cmd),
        expect![[r#"
            aws cloudformation create-stack ^
             --template-body file://template.yaml ^
             --stack-name my-stack ^
             --parameters "[{\"ParameterKey\":\"Title\",\"ParameterValue\":\"50\u0025\u0020\u0022off\u0022\u0020\u0026\u0020\u0024more\u0060\"}]"
        "#]],
    );
}

#[test]
fn what_cannot_be_seen_in_a_name_is_written_so_that_every_shell_reads_it_alike() {
    check(
        TEMPLATE,
        &[],
        &CommandOptions {
            stack_name: "a\u{202e}".into(),
            template_file: "50%\u{202e}!.yaml".into(),
            region: Some("eu\u{200b}".into()),
            action: Action::Deploy,
            ..CommandOptions::default()
        },
        expect![[r#"
            aws cloudformation deploy \
            --template-file "$(printf '50%%\342\200\256\041.yaml')" \
            --stack-name STACK_NAME \
            --region REGION
            problem: The shell or the AWS CLI may take `a\u{202e}` for something else: the command has `STACK_NAME` in its place.
            problem: A stack name starts with a letter and has only letters, digits and hyphens.
            problem: No region is called `eu\u{200b}`: they read like `eu-west-1`.
            problem: The shell or the AWS CLI may take `eu\u{200b}` for something else: the command has `REGION` in its place.
            note: The file name `50%\u{202e}!.yaml` has characters that cannot be seen. They are escaped in the command.
        "#]],
    );
}

#[test]
fn windows_gets_only_what_is_safe_however_often_it_is_read() {
    let odd = CommandOptions {
        stack_name: "a&calc".into(),
        template_file: "a&calc.yaml".into(),
        template_url: Some("https://b.s3.amazonaws.com/a%20b?x&calc".into()),
        profile: Some("100%".into()),
        action: Action::CreateChangeSet,
        change_set: "!PATH!".into(),
        ..CommandOptions::default()
    };
    check(
        TEMPLATE,
        &[],
        &CommandOptions { shell: Shell::Cmd, ..odd.clone() },
        expect![[r#"
        aws cloudformation create-change-set ^
         --change-set-type CREATE ^
         --cli-input-json "{\"TemplateURL\":\"https://b.s3.amazonaws.com/a\u002520b\u003fx\u0026calc\",\"StackName\":\"a\u0026calc\",\"ChangeSetName\":\"\u0021PATH\u0021\"}" ^
         --profile PROFILE
        problem: A stack name starts with a letter and has only letters, digits and hyphens.
        problem: A change set name starts with a letter and has only letters, digits and hyphens.
        problem: No profile is called `100%`.
        problem: The shell or the AWS CLI may take `100%` for something else: the command has `PROFILE` in its place.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &CommandOptions { shell: Shell::PowerShell, template_url: None, ..odd },
        expect![[r#"
            & {
            $PSNativeCommandArgumentPassing = 'Legacy'
            aws cloudformation create-change-set `
            --template-body file://template.yaml `
            --change-set-type CREATE `
            --cli-input-json '{\"StackName\":\"a\u0026calc\",\"ChangeSetName\":\"\u0021PATH\u0021\"}' `
            --profile PROFILE
            }
            problem: The shell or the AWS CLI may take the file name `a&calc.yaml` for something else: rename the file to `template.yaml`, as in the command.
            problem: A stack name starts with a letter and has only letters, digits and hyphens.
            problem: A change set name starts with a letter and has only letters, digits and hyphens.
            problem: No profile is called `100%`.
            problem: The shell or the AWS CLI may take `100%` for something else: the command has `PROFILE` in its place.
        "#]],
    );
}

/// The parts of a command, a line each, without the blanks between them.
fn parts_of(command: &super::super::Command) -> String {
    let whole: String = command.parts.iter().map(|part| &command.text[part.bytes.clone()]).collect();
    assert_eq!(whole, command.text, "nothing is lost");
    for (at, reason) in command.reasons.iter().enumerate() {
        let covered: String = command
            .parts
            .iter()
            .filter(|part| part.reason == Some(at))
            .map(|part| &command.text[part.bytes.clone()])
            .collect();
        assert_eq!(covered, command.text[reason.part.clone()]);
    }
    let parts = command.parts.iter().map(|part| (part, &command.text[part.bytes.clone()]));
    let shown = parts.filter(|(_, text)| !text.trim().is_empty());
    shown.map(|(part, text)| format!("{:?} {}\n", part.token, text.trim())).collect()
}

#[test]
fn the_parts_of_a_command_are_told_apart() {
    let template = parse(
        "Parameters: {A: {Type: String, Default: x}, B: {Type: String, Default: y}, Password: {Type: String, NoEcho: true}}
Resources: {R: {Type: AWS::SNS::Topic}}",
    );
    let template = template.expect("a readable template").value;
    let mut out = String::new();
    for shell in [Shell::Bash, Shell::PowerShell, Shell::Cmd] {
        for values in [vec![("A", "a"), ("B", "b-c")], vec![("A", "it's"), ("Password", "p")]] {
            let parameters = values.into_iter().map(|(key, value)| (LogicalId::from(key), value.to_owned()));
            let inputs = Inputs { parameters: parameters.collect(), ..Inputs::default() };
            let stack = evaluate(&template, &inputs).value;
            let options = CommandOptions { shell, ..CommandOptions::default() };
            let command = command(&template, &stack, &inputs, &options);
            out += &format!("== {shell:?}\n{}", parts_of(&command));
        }
    }
    expect![[r#"
        == Bash
        Program aws
        Program cloudformation
        Program create-stack
        Continuation \
        Option --template-body
        Plain file://template.yaml
        Continuation \
        Option --stack-name
        Plain my-stack
        Continuation \
        Option --parameters
        Continuation \
        Key ParameterKey=
        Plain A,
        Key ParameterValue=
        Plain a
        Continuation \
        Key ParameterKey=
        Plain B,
        Key ParameterValue=
        Plain b-c
        == Bash
        Program printf '%s: ' 'Password'
        Plain &&
        Program IFS= read -rs secret_1
        Plain &&
        Program echo
        Plain &&
        Continuation \
        Program secret_1=$(printf '%s' "$secret_1" | sed 's/[\\"]/\\&/g')
        Plain &&
        Continuation \
        Program aws
        Program cloudformation
        Program create-stack
        Continuation \
        Option --template-body
        Plain file://template.yaml
        Continuation \
        Option --stack-name
        Plain my-stack
        Continuation \
        Option --parameters
        Quoted '[{"ParameterKey":"A","ParameterValue":"it'\''s"},{"ParameterKey":"Password","ParameterValue":"'"$secret_1"'"}]'
        == PowerShell
        Program aws
        Program cloudformation
        Program create-stack
        Continuation `
        Option --template-body
        Plain file://template.yaml
        Continuation `
        Option --stack-name
        Plain my-stack
        Continuation `
        Option --parameters
        Continuation `
        Quoted 'ParameterKey=A,ParameterValue=a'
        Continuation `
        Quoted 'ParameterKey=B,ParameterValue=b-c'
        == PowerShell
        Program & {
        Program $PSNativeCommandArgumentPassing = 'Legacy'
        Program $secret_1 = Read-Host -AsSecureString -Prompt 'Password'
        $secret_1 = [Runtime.InteropServices.Marshal]::PtrToStringBSTR([Runtime.InteropServices.Marshal]::SecureStringToBSTR($secret_1))
        $secret_1 = -join ($secret_1.ToCharArray() | ForEach-Object { '\u{0:x4}' -f [int]$_ })
        Program aws
        Program cloudformation
        Program create-stack
        Continuation `
        Option --template-body
        Plain file://template.yaml
        Continuation `
        Option --stack-name
        Plain my-stack
        Continuation `
        Option --parameters
        Quoted ('[{\"ParameterKey\":\"A\",\"ParameterValue\":\"it\u0027s\"},{\"ParameterKey\":\"Password\",\"ParameterValue\":\"' + $secret_1 + '\"}]')
        Program }
        == Cmd
        Program aws
        Program cloudformation
        Program create-stack
        Continuation ^
        Option --template-body
        Plain file://template.yaml
        Continuation ^
        Option --stack-name
        Plain my-stack
        Continuation ^
        Option --parameters
        Continuation ^
        Quoted "ParameterKey=A,ParameterValue=a"
        Continuation ^
        Quoted "ParameterKey=B,ParameterValue=b-c"
        == Cmd
        Program for /f "tokens=1" %a in ('powershell -NoProfile -Command "$all = 'Password' | ForEach-Object { $s = Read-Host -AsSecureString -Prompt $_; $s = [Runtime.InteropServices.Marshal]::PtrToStringBSTR([Runtime.InteropServices.Marshal]::SecureStringToBSTR($s)); -join ($s.ToCharArray() | ForEach-Object { '\u{0:x4}' -f [int]$_ }) }; if ($all -notcontains '') { $all -join ' ' }"') do
        Continuation ^
        Program @
        Program aws
        Program cloudformation
        Program create-stack
        Continuation ^
        Option --template-body
        Plain file://template.yaml
        Continuation ^
        Option --stack-name
        Plain my-stack
        Continuation ^
        Option --parameters
        Quoted "[{\"ParameterKey\":\"A\",\"ParameterValue\":\"it\u0027s\"},{\"ParameterKey\":\"Password\",\"ParameterValue\":\"%a\"}]"
    "#]].assert_eq(&out);
}
