export type ServerProgram = 'redis-server' | 'postgres' | 'initdb' | 'pg_isready' | 'psql';
export function whyNoQueueMode(): string | null;
export function findServers(): Record<ServerProgram, string>;
