export * from './env.js'
export { portkey as llm } from './portkey.js'
