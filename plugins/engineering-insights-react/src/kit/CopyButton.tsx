import Button from '@material-ui/core/Button';
import type { ButtonProps } from '@material-ui/core/Button';
import { useEffect, useState } from 'react';
import { useFormats } from '../formats';
import { copyText } from './copyText';

export interface CopyButtonProps
  extends Pick<ButtonProps, 'size' | 'className' | 'startIcon'> {
  /** What is copied, or how to make it when pressed. */
  readonly text: string | (() => string);
  readonly label?: string;
}

const SHOWN_MS = 2_500;

/** Copies a text and says so. */
export function CopyButton({ text, label, ...buttonProps }: CopyButtonProps) {
  const { t } = useFormats();
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();

  useEffect(() => {
    if (!outcome) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const onClick = async () => {
    const isCopied = await copyText(typeof text === 'function' ? text() : text);
    setOutcome(isCopied ? 'copied' : 'failed');
  };
  const idleLabel = label ?? t('kit.copy');
  return (
    <>
      <Button size="small" {...buttonProps} onClick={onClick}>
        {outcome === 'copied' ? t('kit.copied') : idleLabel}
      </Button>
      <span role="status">
        {outcome === 'failed' ? t('kit.copyFailed') : ''}
      </span>
    </>
  );
}
