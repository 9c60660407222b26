/** Where fingers are to be expected: a coarse pointer, or a screen as narrow as a phone. */
export const TOUCH_MEDIA = '@media (pointer: coarse), (max-width: 599.95px)';

/** What a finger hits without care, in pixels. */
export const TOUCH_TARGET_PX = 44;
