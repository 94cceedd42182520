export function whyNoChromium(): string | null;
export function findChromium(): string;
