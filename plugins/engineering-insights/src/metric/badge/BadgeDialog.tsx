import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import type {
  BadgeStatus,
  EntityName,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  CopyButton,
  useFormats,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import { useId } from 'react';
import { badgeMarkdown } from './badgeMarkdown';
import { useBadgeAddresses } from './useBadgeAddresses';

const ANNOTATION = "engineering-insights/badges: 'true'";

const useStyles = makeStyles(theme => ({
  text: { fontSize: 14, lineHeight: '20px', margin: theme.spacing(0, 0, 1.5) },
  code: {
    display: 'block',
    fontFamily: 'monospace',
    fontSize: 12,
    lineHeight: '18px',
    padding: theme.spacing(1),
    marginBottom: theme.spacing(1),
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  image: { display: 'block', marginBottom: theme.spacing(1.5) },
}));

function Code({ text, label }: { text: string; label?: string }) {
  const classes = useStyles();
  return (
    <>
      <code className={classes.code} aria-label={label}>
        {text}
      </code>
      <CopyButton text={text} />
    </>
  );
}

function AllowedBadge({
  definition,
  entity,
}: Pick<BadgeDialogProps, 'definition' | 'entity'>) {
  const classes = useStyles();
  const { t } = useFormats();
  const { id, title } = definition;
  const addresses = useBadgeAddresses(id, entity);
  return (
    <>
      <p className={classes.text}>{t('policies.badge.intro')}</p>
      {addresses && (
        <>
          <img
            className={classes.image}
            src={addresses.image}
            alt={t('policies.badge.preview')}
          />
          <Code
            label={t('policies.badge.markdown')}
            text={badgeMarkdown({ title, ...addresses })}
          />
        </>
      )}
    </>
  );
}

export interface BadgeDialogProps {
  readonly status: BadgeStatus;
  readonly definition: MetricDefinition;
  readonly entity: EntityName;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The Markdown that shows a number as a badge, or what is to be done for there to be one. */
export function BadgeDialog({
  status,
  definition,
  entity,
  isOpen,
  onClose,
}: BadgeDialogProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const touchTargets = useTouchTargets();
  const titleId = useId();
  const { title } = definition;
  return (
    <Dialog
      open={isOpen}
      onClose={onClose}
      aria-labelledby={titleId}
      maxWidth="sm"
      fullWidth
      PaperProps={{ className: touchTargets }}
    >
      <DialogTitle id={titleId}>
        {t('policies.badge.title', { title })}
      </DialogTitle>
      <DialogContent>
        {status === 'allowed' ? (
          <AllowedBadge definition={definition} entity={entity} />
        ) : (
          <p className={classes.text}>{t(`policies.badge.${status}`)}</p>
        )}
        {(status === 'off' || status === 'notAllowed') && (
          <Code text={ANNOTATION} />
        )}
      </DialogContent>
      <DialogActions>
        <Button color="primary" onClick={onClose}>
          {t('policies.badge.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
