-- A person's configuration: the plugin on the runtimepath, and nothing else.
vim.opt.runtimepath:prepend(vim.env.ROOT .. '/clients/neovim')
vim.opt.swapfile = false
