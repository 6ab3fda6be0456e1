; Captures: @function @class @block @statement, and @name for the name of the same match.
(function_item name: (_) @name) @function
(closure_expression) @function

(struct_item name: (_) @name) @class
(enum_item name: (_) @name) @class
(union_item name: (_) @name) @class
(trait_item name: (_) @name) @class
(impl_item type: (_) @name) @class
(mod_item name: (_) @name) @class

[(block) (declaration_list) (field_declaration_list) (enum_variant_list) (match_block)] @block

(expression_statement) @statement
[
  (let_declaration) (const_item) (static_item) (type_item) (use_declaration) (macro_definition) (macro_invocation)
  (extern_crate_declaration) (function_signature_item) (associated_type) (field_declaration) (attribute_item)
] @statement
