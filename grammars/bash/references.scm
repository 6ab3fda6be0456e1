; Where names are used. The captures are described in src/core/syntax/references.ts.
(command name: (command_name (word) @call))
((variable_name) @value (#match? @value "^[A-Za-z_]"))
((command argument: (word) @value) (#match? @value "^[A-Za-z_]"))

(function_definition name: (_) @binding)
(variable_assignment name: (variable_name) @binding)
(declaration_command (variable_name) @binding)
(for_statement variable: (_) @binding)
((command name: (command_name) @_source) @skip (#any-of? @_source "source" "."))
