/** Hands a text to the browser as a file. */
export function downloadText(options: {
  text: string;
  fileName: string;
  type: string;
}): void {
  const url = URL.createObjectURL(
    new Blob([options.text], { type: options.type }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = options.fileName;
  link.click();
  URL.revokeObjectURL(url);
}
