import { makeStyles } from '@material-ui/core/styles';
import { TOUCH_MEDIA, TOUCH_TARGET_PX } from './touchMedia';

const useStyles = makeStyles({
  root: {
    [TOUCH_MEDIA]: {
      '& button, & label, & [aria-haspopup="listbox"], & [role="menuitem"], & [role="menuitemcheckbox"], & [role="option"], & input[type="search"]':
        {
          minHeight: TOUCH_TARGET_PX,
          minWidth: TOUCH_TARGET_PX,
          boxSizing: 'border-box',
        },
      '& [aria-haspopup="listbox"]': {
        display: 'flex',
        alignItems: 'center',
      },
    },
  },
});

/** The class of a page, drawer or menu all of whose controls are large enough for a finger. */
export function useTouchTargets(): string {
  return useStyles().root;
}
