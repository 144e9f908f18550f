import { LLMOptions, Portkey } from 'portkey-ai';

export interface Recipe {
  title: string;
  text: string;
}

export class RecipeService {
  private readonly client: Portkey;
  private readonly model = 'gpt-4-1106-preview';

  constructor(private readonly traceId: string) {
    const llm: LLMOptions = {
      provider: 'openai',
      virtual_key: 'openai-recipes',
      trace_id: 'recipes-api',
      retry: { attempts: 5, on_status_codes: [429, 503] },
    };
    this.client = new Portkey({ mode: 'single', llms: [llm] });
  }

  async suggest(ingredients: string[]): Promise<Recipe> {
    const text = await this.ask(`Suggest a dish with ${ingredients.join(', ')}.`);
    const title = await this.ask('Give it a title.');
    return { title, text };
  }

  /** One question, one answer. */
  private async ask(content: string): Promise<string> {
    const { choices } = await this.client.chatCompletions.create({
      model: this.model,
      messages: [
        { role: 'system', content: `You are a cook (${this.traceId}).` },
        { role: 'user', content },
      ],
    });
    return String(choices[0].message?.content);
  }
}
