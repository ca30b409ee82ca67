export function writeWorkspace(root: string, count: number): void;
export function storeText(lines: number): string;
export function plainText(lines: number): string;
