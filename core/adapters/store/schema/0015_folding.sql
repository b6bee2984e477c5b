UPDATE application SET
    name_key = replace(replace(replace(replace(replace(replace(replace(name_key, 'ı', 'i'), 'þ', 'th'), 'ð', 'd'), 'ħ', 'h'), 'ŋ', 'n'), 'ŧ', 't'), 'ə', 'e'),
    search_key = replace(replace(replace(replace(replace(replace(replace(search_key, 'ı', 'i'), 'þ', 'th'), 'ð', 'd'), 'ħ', 'h'), 'ŋ', 'n'), 'ŧ', 't'), 'ə', 'e')
WHERE name_key LIKE '%ı%' OR name_key LIKE '%þ%' OR name_key LIKE '%ð%' OR name_key LIKE '%ħ%' OR name_key LIKE '%ŋ%'
    OR name_key LIKE '%ŧ%' OR name_key LIKE '%ə%';
