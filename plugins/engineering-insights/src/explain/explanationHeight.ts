/** Of the skeleton of an explanation, in pixels. */
export const EXPLANATION_HEIGHT = 420;
