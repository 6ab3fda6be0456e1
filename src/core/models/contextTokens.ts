/** Tokens of context per sequence that Plinth runs models with; what a model needs of memory is reckoned with it as well. */
export const contextTokens = 4096;
