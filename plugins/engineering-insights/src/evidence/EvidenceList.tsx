import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { Evidence } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { distinctEvidence } from './distinctEvidence';

const useStyles = makeStyles(theme => ({
  root: { fontSize: 12, lineHeight: '16px', overflowWrap: 'anywhere' },
  detail: { color: theme.palette.text.secondary },
}));

/** Why a deployment counts as failed, and how sure that is. */
export function EvidenceList({
  evidence,
}: {
  readonly evidence?: readonly Evidence[];
}) {
  const classes = useStyles();
  const { t, share } = useFormats();
  return (
    <>
      {distinctEvidence(evidence ?? []).map(
        ({ kind, title, url, confidence }) => (
          <div key={`${kind} ${title} ${url}`} className={classes.root}>
            <span className={classes.detail}>
              {t(`dora.failures.evidence.${kind}`)}:{' '}
            </span>
            {url ? <Link to={url}>{title}</Link> : title}
            <span className={classes.detail}>
              {' · '}
              {t('dora.failures.confidence', { confidence: share(confidence) })}
            </span>
          </div>
        ),
      )}
    </>
  );
}
