; Captures: @function @class @block @statement, and @name for the name of the same match.
(function_definition declarator: (function_declarator declarator: (_) @name)) @function
(function_definition declarator: (pointer_declarator (function_declarator declarator: (_) @name))) @function
(function_definition) @function

(class_specifier name: (_)? @name body: (_)) @class
(struct_specifier name: (_)? @name body: (_)) @class
(union_specifier name: (_)? @name body: (_)) @class
(enum_specifier name: (_)? @name body: (_)) @class

[(declaration_list) (compound_statement) (field_declaration_list) (enumerator_list)] @block

(statement) @statement
[(declaration) (field_declaration) (type_definition) (preproc_include) (preproc_def) (preproc_function_def)] @statement

(function_definition declarator: (reference_declarator (function_declarator declarator: (_) @name))) @function
(lambda_expression) @function
(namespace_definition name: (_)? @name) @class
(using_declaration) @statement
