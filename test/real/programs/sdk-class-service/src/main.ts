import { RecipeService } from './recipe.service';

async function main() {
  const service = new RecipeService('kitchen-7');
  const recipe = await service.suggest(['leek', 'potato', 'crème fraîche']);
  console.log(recipe.title);
  console.log(recipe.text);
}

void main();
