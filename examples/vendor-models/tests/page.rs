//! The page's code is the recipes' own.

use std::path::Path;

#[test]
fn every_recipe_is_on_the_page_as_it_is_here() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(folder.join("../../docs/vendor-models.md"));
    let page = page.expect("the page");
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).expect("the manifest");
    let blocks: Vec<_> = page.split("```").skip(1).step_by(2).collect();

    let with = |fence: &str| {
        let blocks = blocks
            .iter()
            .filter_map(move |block| block.strip_prefix(fence));
        blocks.collect::<Vec<_>>()
    };
    let lines = with("toml\n");
    for line in lines.iter().flat_map(|block| block.lines()) {
        assert!(manifest.contains(line), "Cargo.toml has no {line}");
    }
    let recipes = with("rust,ignore\n");
    assert_eq!((recipes.len(), lines.len()), (6, 6));
    for (name, recipe) in ["stripe", "github", "slack", "discord", "telegram", "sns"]
        .iter()
        .zip(recipes)
    {
        let source = folder.join(format!("src/{name}.rs"));
        let source = std::fs::read_to_string(source).expect("the recipe");
        assert!(source.contains(recipe.trim_end()), "{name}: {recipe}");
    }
}
