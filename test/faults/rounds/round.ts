import type { Stage } from '../stage';

/** One thing that goes wrong, with orders placed around it. */
export interface Round {
	name: string;
	/** It ends n8n at least once. */
	kills: boolean;
	run(stage: Stage): Promise<void>;
}
