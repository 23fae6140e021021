//! The commands besides `create-stack`.

use super::*;

#[test]
fn update_is_like_create() {
    check(
        TEMPLATE,
        &[("KeyName", "my-key")],
        &CommandOptions {
            action: Action::UpdateStack,
            stack_name: "mine".into(),
            region: Some("eu-west-1".into()),
            profile: Some("work account".into()),
            ..CommandOptions::default()
        },
        expect![[r#"
            aws cloudformation update-stack \
            --template-body file://template.yaml \
            --stack-name mine \
            --parameters \
            ParameterKey=KeyName,ParameterValue=my-key \
            --region eu-west-1 \
            --profile 'work account'
        "#]],
    );
}

#[test]
fn outputs_prints_the_first_output() {
    check(
        TEMPLATE,
        &[],
        &CommandOptions { action: Action::Outputs, ..CommandOptions::default() },
        expect![[r#"
            aws cloudformation describe-stacks \
            --stack-name my-stack \
            --query "Stacks[0].Outputs[?OutputKey=='WebAddress'].OutputValue" \
            --output text
        "#]],
    );
}

#[test]
fn express_mode_is_in_the_commands_that_have_it() {
    let with = |action, express, on_failure| CommandOptions {
        action,
        express: Some(express),
        on_failure,
        disable_validation: true,
        ..CommandOptions::default()
    };
    let create = |express, on_failure| with(Action::CreateStack, express, on_failure);
    check(
        TEMPLATE,
        &[],
        &create(Express::Keep, None),
        expect![[r#"
            aws cloudformation create-stack \
            --template-body file://template.yaml \
            --stack-name my-stack \
            --deployment-config Mode=EXPRESS \
            --disable-validation
            note: In Express mode the stack counts as complete once everything is configured; some of it may not be ready. What fails stays as it is, and the next update has to do without a rollback, too.
        "#]],
    );
    check(
        TEMPLATE,
        &[],
        &create(Express::RollBack, Some(OnFailure::Rollback)),
        expect![[r#"
        aws cloudformation create-stack \
        --template-body file://template.yaml \
        --stack-name my-stack \
        --deployment-config Mode=EXPRESS,DisableRollback=false \
        --disable-validation
        note: In Express mode the stack counts as complete once everything is configured; some of it may not be ready.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &create(Express::RollBack, Some(OnFailure::Delete)),
        expect![[r#"
        aws cloudformation create-stack \
        --template-body file://template.yaml \
        --stack-name my-stack \
        --deployment-config Mode=EXPRESS,DisableRollback=false \
        --disable-validation
        problem: In Express mode there is no `--on-failure DELETE`: what was made stays, or is rolled back where the mode is told to.
        note: In Express mode the stack counts as complete once everything is configured; some of it may not be ready.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &with(Action::UpdateStack, Express::RollBack, None),
        expect![[r#"
        aws cloudformation update-stack \
        --template-body file://template.yaml \
        --stack-name my-stack \
        --deployment-config Mode=EXPRESS,DisableRollback=false \
        --disable-validation
        note: In Express mode the stack counts as complete once everything is configured; some of it may not be ready.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &with(Action::UpdateStack, Express::Keep, None),
        expect![[r#"
        aws cloudformation update-stack \
        --template-body file://template.yaml \
        --stack-name my-stack \
        --deployment-config Mode=EXPRESS \
        --disable-validation
        note: In Express mode the stack counts as complete once everything is configured; some of it may not be ready. What fails stays as it is, and the next update has to do without a rollback, too. An update that would replace a resource may be refused.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &with(Action::DeleteStack, Express::RollBack, None),
        expect![[r#"
        aws cloudformation delete-stack \
        --stack-name my-stack \
        --deployment-config Mode=EXPRESS
        note: In Express mode the stack counts as deleted while some of it is still going.
        note: Deletes the stack and, unless they are retained, its resources.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &with(Action::Deploy, Express::Keep, None),
        expect![[r#"
        aws cloudformation deploy \
        --template-file template.yaml \
        --stack-name my-stack
        problem: `deploy` has no Express mode: `create-stack`, `update-stack` and change sets have it.
        problem: `deploy` cannot do without the validation: `create-stack`, `update-stack` and change sets can.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &with(Action::ExecuteChangeSet, Express::Keep, None),
        expect![[r#"
        aws cloudformation execute-change-set \
        --stack-name my-stack \
        --change-set-name cfn-explorer
    "#]],
    );
}

#[test]
fn a_change_set_for_a_stack_that_is_there_can_undo_drift() {
    let set = |makes_stack| CommandOptions {
        action: Action::CreateChangeSet,
        change_set_makes_stack: makes_stack,
        revert_drift: true,
        ..CommandOptions::default()
    };
    check(
        TEMPLATE,
        &[],
        &set(false),
        expect![[r#"
        aws cloudformation create-change-set \
        --template-body file://template.yaml \
        --stack-name my-stack \
        --change-set-name cfn-explorer \
        --change-set-type UPDATE \
        --deployment-mode REVERT_DRIFT
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &set(true),
        expect![[r#"
        aws cloudformation create-change-set \
        --template-body file://template.yaml \
        --stack-name my-stack \
        --change-set-name cfn-explorer \
        --change-set-type CREATE
    "#]],
    );
}

#[test]
fn what_failed_is_asked_for_last_and_by_no_script() {
    let template = parse(TEMPLATE).expect("a readable template").value;
    let inputs = Inputs::default();
    let stack = evaluate(&template, &inputs).value;
    for (_, action) in Action::ALL {
        let options = CommandOptions { action, ..CommandOptions::default() };
        let asks = |text: &str| text.contains("describe-events");
        let steps = steps(&template, &stack, &inputs, &options);
        let whole = script(&template, &stack, &inputs, &options);
        let asked: Vec<_> = steps.iter().map(|step| asks(&step.text)).collect();
        let itself = action == Action::FailedEvents;
        let changes = action.makes_or_changes()
            || matches!(action, Action::DeleteStack | Action::ExecuteChangeSet)
            || itself;
        assert_eq!(asked.iter().position(|asks| *asks), changes.then(|| steps.len() - 1), "{action:?}");
        assert_eq!(asks(&whole.text), itself, "{action:?}");
    }
}

#[test]
fn an_output_that_cannot_be_is_not_asked_for() {
    check(
        TEMPLATE,
        &[],
        &CommandOptions {
            action: Action::Outputs,
            output: Some("a' || '".into()),
            ..CommandOptions::default()
        },
        expect![[r#"
            aws cloudformation describe-stacks \
            --stack-name my-stack \
            --query 'Stacks[0].Outputs' \
            --output table
            problem: No output is called `a' || '`: their names have letters and digits only. The command prints all outputs.
        "#]],
    );
}
