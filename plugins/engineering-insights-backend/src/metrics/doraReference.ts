/** The authority for the words of the DORA metrics. */
export const doraReference = {
  title: "DORA's software delivery performance metrics",
  url: 'https://dora.dev/guides/dora-metrics/',
} as const;
