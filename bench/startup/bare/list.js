const rows = Number(new URLSearchParams(location.search).get('rows'));
document.getElementById('list').append(
  ...Array.from({ length: rows }, (_, index) => {
    const row = document.createElement('li');
    row.textContent = `profile-${index + 1}`;
    return row;
  }),
);
// Exactly what renderer/sessions/sessions-screen.tsx does after its first list.
requestAnimationFrame(() => setTimeout(() => performance.mark('keycutter:list-painted')));
