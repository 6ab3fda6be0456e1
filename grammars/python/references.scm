; Where names are used. The captures are described in src/core/syntax/references.ts.
(identifier) @value
(call function: (identifier) @call)
(decorator (identifier) @call)
(attribute object: (_) @receiver attribute: (identifier) @member)
(type (identifier) @type)
(type (subscript value: (identifier) @type))
(generic_type (identifier) @type)
(type (binary_operator left: (identifier) @type))
(type (binary_operator right: (identifier) @type))
(class_definition superclasses: (argument_list (identifier) @type))

(assignment left: (identifier) @binding)
(named_expression name: (identifier) @binding)
(for_statement left: (identifier) @binding)
(for_in_clause left: (identifier) @binding)
(pattern_list (identifier) @binding)
(tuple_pattern (identifier) @binding)
(list_pattern (identifier) @binding)
(as_pattern_target (identifier) @binding)
(function_definition name: (identifier) @binding)
(class_definition name: (identifier) @binding)
(parameters [
  (identifier) @binding
  (default_parameter name: (identifier) @binding)
  (typed_parameter . (identifier) @binding)
  (typed_default_parameter name: (identifier) @binding)
  (list_splat_pattern (identifier) @binding)
  (dictionary_splat_pattern (identifier) @binding)
  (typed_parameter (list_splat_pattern (identifier) @binding))
  (typed_parameter (dictionary_splat_pattern (identifier) @binding))
])
(lambda_parameters [
  (identifier) @binding
  (default_parameter name: (identifier) @binding)
  (list_splat_pattern (identifier) @binding)
  (dictionary_splat_pattern (identifier) @binding)
])
(keyword_argument name: (identifier) @binding)
(global_statement (identifier) @binding)
(nonlocal_statement (identifier) @binding)
[(import_statement) (import_from_statement) (future_import_statement)] @skip
