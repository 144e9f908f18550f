/** Every provider the gateway knows, by the name that goes into `x-portkey-provider`. As @portkey-ai/gateway 1.15.2 has them. */
export const PROVIDERS: readonly string[] =
  `anthropic anyscale azure-openai cohere google vertex-ai mistral-ai openai palm perplexity-ai reka-ai together-ai
  deepinfra ncompass stability-ai nomic ollama ai21 bedrock groq segmind jina fireworks-ai workers-ai moonshot openrouter
  lingyi zhipu novita-ai monsterapi deepseek predibase triton voyage azure-ai github deepbricks siliconflow huggingface
  cerebras inference-net sambanova lemonfox-ai upstage lambda dashscope x-ai cortex sagemaker nebius recraft-ai milvus
  replicate portkey lepton kluster-ai nscale hyperbolic bytez featherless-ai krutrim qdrant 302ai cometapi matterai meshy
  tripo3d nextbit modal z-ai oracle iointelligence aibadgr ovhcloud`
    .split(/\s+/)
    .filter(Boolean);
