; Captures: @function @class @block @statement, and @name for the name of the same match.
(function_declaration name: (_) @name) @function
(function_definition) @function
((function_declaration) @class (#eq? @class ""))

(block) @block

(statement) @statement
