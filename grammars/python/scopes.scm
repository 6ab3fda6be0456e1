; Captures: @function @class @block @statement, and @name for the name of the same match.
(function_definition name: (_) @name) @function
(class_definition name: (_) @name) @class
(block) @block
(lambda) @function

[
  (future_import_statement) (import_statement) (import_from_statement) (print_statement) (assert_statement)
  (expression_statement) (return_statement) (delete_statement) (raise_statement) (pass_statement) (break_statement)
  (continue_statement) (global_statement) (nonlocal_statement) (exec_statement) (type_alias_statement)
  (if_statement) (for_statement) (while_statement) (try_statement) (with_statement) (match_statement) (decorated_definition)
] @statement
