; Captures: @function @class @block @statement, and @name for the name of the same match.
(function_definition name: (_) @name) @function
((function_definition) @class (#eq? @class ""))

[(compound_statement) (do_group) (if_statement) (case_statement) (subshell)] @block

[
  (command) (pipeline) (list) (declaration_command) (unset_command) (variable_assignment) (test_command) (negated_command)
  (redirected_statement) (if_statement) (for_statement) (c_style_for_statement) (while_statement) (case_statement)
] @statement
