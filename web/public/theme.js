// Runs before the first paint, so that a chosen theme never flashes. The system's theme needs no script at all.
(() => {
  try {
    const theme = localStorage.getItem('edgewise.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is closed to us (a private window): follow the system.
  }
})();
