; What a file defines. The captures are described in src/core/syntax/facts.ts; where patterns share a name, the first one counts.
(function_definition name: (_) @name body: (_) @body) @definition.function
((declaration_command . ["readonly" "export" "declare" "typeset"] (variable_assignment name: (variable_name) @name)) @definition.constant
  (#match? @name "^_*[A-Z][A-Z0-9_]*$"))
(declaration_command . ["readonly" "export" "declare" "typeset"] (variable_assignment name: (variable_name) @name)) @definition.variable
((program (variable_assignment name: (variable_name) @name) @definition.constant) (#match? @name "^_*[A-Z][A-Z0-9_]*$"))
(program (variable_assignment name: (variable_name) @name) @definition.variable)
