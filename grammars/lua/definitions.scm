; What a file defines. The captures are described in src/core/syntax/facts.ts; where patterns share a name, the first one counts.
(arguments (function_definition body: (_) @local))
(return_statement (expression_list (function_definition body: (_) @local)))

(function_declaration name: (dot_index_expression table: (_) @container field: (_) @name) body: (_) @body) @definition.function
(function_declaration name: (dot_index_expression table: (_) @container field: (_) @name) "end" @body) @definition.function
(function_declaration name: (method_index_expression table: (_) @container method: (_) @name) body: (_) @body) @definition.method
(function_declaration name: (method_index_expression table: (_) @container method: (_) @name) "end" @body) @definition.method
(function_declaration name: (identifier) @name body: (_) @body) @definition.function
(function_declaration name: (identifier) @name "end" @body) @definition.function

(chunk (assignment_statement
  (variable_list . name: (dot_index_expression table: (identifier) @container field: (_) @name))
  (expression_list . value: (function_definition body: (_) @body))) @definition.function)
(chunk (assignment_statement
  (variable_list . name: (dot_index_expression table: (identifier) @container field: (_) @name))
  (expression_list . value: (table_constructor) @body)) @definition.field)
(chunk (assignment_statement (variable_list . name: (dot_index_expression table: (identifier) @container field: (_) @name)))
  @definition.field)
(assignment_statement (variable_list . name: (identifier) @name .) (expression_list . value: (function_definition body: (_) @body)))
  @definition.function
(variable_declaration (assignment_statement (variable_list . name: (identifier) @name .)
  (expression_list . value: (function_definition body: (_) @body)))) @definition.function
(chunk (variable_declaration (assignment_statement (variable_list . name: (identifier) @name .)
  (expression_list . value: (table_constructor) @body))) @definition.variable)
(chunk (assignment_statement (variable_list . name: (identifier) @name .) (expression_list . value: (table_constructor) @body))
  @definition.variable)
((chunk (variable_declaration (assignment_statement (variable_list name: (identifier) @name))) @definition.constant)
  (#match? @name "^_*[A-Z][A-Z0-9_]+$"))
(chunk (variable_declaration (assignment_statement (variable_list name: (identifier) @name))) @definition.variable)
(chunk (variable_declaration (variable_list name: (identifier) @name)) @definition.variable)
(chunk (assignment_statement (variable_list name: (identifier) @name)) @definition.variable)
(table_constructor (field name: (identifier) @name value: (function_definition body: (_) @body)) @definition.method) @in
(table_constructor (field name: (identifier) @name) @definition.field) @in
