/** The one application permission that reading channels and being told of their changes takes. */
export const CHANNEL_PERMISSION = 'Channel.ReadBasic.All';
