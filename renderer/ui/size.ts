/** A number of bytes as people say it, in a language: "3.1 MB". Kilobytes are thousands. */
export function sizeIn(bytes: number, language: string): string {
  const [unit, value] =
    bytes < 1_000
      ? (["byte", bytes] as const)
      : bytes < 1_000_000
        ? (["kilobyte", bytes / 1_000] as const)
        : (["megabyte", bytes / 1_000_000] as const);
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(
    value,
  );
}

/** Progress in bytes as whole kilobytes, for a line that counts. */
export const inKilobytes = (done: number, total: number): { done: number; total: number } => ({
  done: Math.round(done / 1_000),
  total: Math.max(1, Math.round(total / 1_000)),
});
