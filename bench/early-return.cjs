// What people write for jscodeshift today: leave a file alone unless it holds the name; then one rename, printed by recast.
module.exports = function transform({ source }, { jscodeshift }) {
  if (!/portkey/i.test(source)) return undefined;
  const file = jscodeshift(source);
  file
    .find(jscodeshift.MemberExpression, { property: { name: 'chatCompletions' } })
    .replaceWith(({ node }) =>
      jscodeshift.memberExpression(
        jscodeshift.memberExpression(node.object, jscodeshift.identifier('chat')),
        jscodeshift.identifier('completions'),
      ),
    );
  return file.toSource();
};
