import IconButton from '@material-ui/core/IconButton';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import MoreVertIcon from '@material-ui/icons/MoreVert';
import {
  useFormats,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import { useState } from 'react';

export interface PageMenuProps {
  /** Absent where there is nothing to download. */
  readonly csv?: { readonly label: string; readonly onDownload: () => void };
  readonly onDefinitions: () => void;
  /** Absent where there is no badge to speak of. */
  readonly onBadge?: () => void;
}

/** What the page offers beside reading it. */
export function PageMenu({ csv, onDefinitions, onBadge }: PageMenuProps) {
  const { t } = useFormats();
  const touchTargets = useTouchTargets();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  const item = (label: string, action: () => void) => (
    <MenuItem
      dense
      onClick={() => {
        close();
        action();
      }}
    >
      {label}
    </MenuItem>
  );
  return (
    <>
      <IconButton
        size="small"
        aria-label={t('dora.bar.menu')}
        aria-haspopup="menu"
        onClick={event => setAnchor(event.currentTarget)}
      >
        <MoreVertIcon fontSize="small" />
      </IconButton>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        MenuListProps={{ className: touchTargets }}
      >
        {csv && item(csv.label, csv.onDownload)}
        {item(t('dora.bar.print'), () => window.print())}
        {item(t('dora.bar.definitions'), onDefinitions)}
        {onBadge && item(t('policies.badge.menu'), onBadge)}
      </Menu>
    </>
  );
}
